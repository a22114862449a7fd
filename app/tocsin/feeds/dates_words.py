"""The words in dates: months in some thirty languages, zones, halves of the day; touches nothing."""

from __future__ import annotations

import unicodedata

_MONTHS = (
    # English, German, French, Italian, Spanish, Portuguese, Dutch, Scandinavian, Romanian, Catalan, Indonesian:
    # what their names begin with
    "january januar janvier gennaio enero janeiro januari ianuarie gener janner jaenner jan janv gen ene ian",
    "february februar fevrier febbraio febrero fevereiro februari februarie febrer feb febr fev fevr",
    "march marz maerz mars marzo marco maart martie marts maret mar mrz mrt",
    "april avril aprile abril aprilie apr avr abr",
    "may mai maggio mayo maio mei maj mag may",
    "june juni juin giugno junio junho iunie juny jun giu iun",
    "july juli juillet luglio julio julho iulie juliol jul juil lug iul",
    "august aout agosto augustus augusti august agustus aug ago ags agu aou",
    "september septembre settembre septiembre setembro septembrie setembre setiembre sep sept set",
    "october oktober octobre ottobre octubre outubro octombrie oktober oct okt ott out",
    "november novembre noviembre novembro noiembrie nov noi",
    "december dezember decembre dicembre diciembre dezembro decembrie desember desembre dec dez dic des",
)
_MORE = (
    # Polish, Czech, Slovak, Hungarian, Turkish, Finnish, Estonian, Latvian, Lithuanian, Croatian, Slovenian
    "styczen stycznia sty leden ledna januara ocak oca tammikuu tammikuuta jaanuar janvaris sausio sijecanj sijecnja",
    "luty lutego lut unor unora februara subat sub helmikuu helmikuuta veebruar februaris vasario veljaca veljace",
    "marzec marca brezen brezna marcius mart maaliskuu maaliskuuta marts kovo ozujak ozujka",
    "kwiecien kwietnia kwi duben dubna aprilis nisan nis huhtikuu huhtikuuta balandzio travanj travnja",
    "maja kveten kvetna majus mayis toukokuu toukokuuta maijs geguzes svibanj svibnja",
    "czerwiec czerwca cze cerven cervna junius haziran haz kesakuu kesakuuta juuni junijs birzelio lipanj lipnja",
    "lipiec lipca lip cervenec cervence julius temmuz tem heinakuu heinakuuta juuli julijs liepos srpanj srpnja",
    "sierpien sierpnia sie srpen srpna augusztus agustos elokuu elokuuta augusts rugpjucio kolovoz kolovoza",
    "wrzesien wrzesnia wrz zari szeptember eylul eyl syyskuu syyskuuta septembris rugsejo rujan rujna",
    "pazdziernik pazdziernika paz rijen rijna ekim eki lokakuu lokakuuta oktoober oktobris spalio",
    "listopad listopada lis kasim kas marraskuu marraskuuta novembris lapkricio studeni studenoga",
    "grudzien grudnia gru prosinec aralik ara joulukuu joulukuuta detsember decembris gruodzio prosinac prosinca",
)
_OTHER_SCRIPTS = (
    # Russian, Ukrainian, Bulgarian, Serbian, Greek, Arabic, Hebrew, Hindi
    "январь января янв јануар январи січень січня ιανουαριος ιανουαριου ιαν يناير ينواير ינואר जनवरी",
    "февраль февраля фев фебруар февруари лютий лютого φεβρουαριος φεβρουαριου φεβ فبراير פברואר फरवरी फ़रवरी",
    "март марта мар березень березня μαρτιος μαρτιου μαρ مارس מרץ मार्च",
    "апрель апреля апр април квітень квітня απριλιος απριλιου απρ أبريل ابريل אפריל अप्रैल",
    "май мая мај травень травня μαιος μαιου μαι μαϊ مايو מאי मई",
    "июнь июня июн јун юни червень червня ιουνιος ιουνιου ιουν يونيو יוני जून",
    "июль июля июл јул юли липень липня ιουλιος ιουλιου ιουλ يوليو יולי जुलाई",
    "август августа авг серпень серпня αυγουστος αυγουστου αυγ أغسطس اغسطس אוגוסט अगस्त",
    "сентябрь сентября сен сент септембар септември вересень вересня σεπτεμβριος σεπτεμβριου σεπ سبتمبر ספטמבר सितंबर",
    "октябрь октября окт октобар октомври жовтень жовтня οκτωβριος οκτωβριου οκτ أكتوبر اكتوبر אוקטובר अक्टूबर",
    "ноябрь ноября ноя нояб новембар ноември листопад листопада νοεμβριος νοεμβριου νοε نوفمبر נובמבר नवंबर",
    "декабрь декабря дек децембар декември грудень грудня δεκεμβριος δεκεμβριου δεκ ديسمبر דצמבר दिसंबर",
)


def plain(word: str) -> str:
    """The word without accents."""
    apart = unicodedata.normalize("NFKD", word)
    return unicodedata.normalize("NFC", "".join(char for char in apart if not unicodedata.combining(char)))


MONTHS = {
    plain(word): number
    for table in (_OTHER_SCRIPTS, _MORE, _MONTHS)
    for number, words in enumerate(table, 1)
    for word in words.split()
}
"""Lower case, without accents. Where two languages differ (listopad), the one with more feeds wins."""

WEEKDAYS = {
    word: number
    for number, words in enumerate(
        ("mon lun", "tue die mar", "wed mit mer", "thu don jeu", "fri fre ven", "sat sam sab", "sun son dim")
    )
    for word in words.split()
}
"""Monday is 0; what the names begin with."""

ZONES = {
    name: minutes
    for names, minutes in {
        "UTC GMT UT Z WET AZOST": 0,
        "BST CET MEZ WEST WAT MET": 60,
        "CEST MESZ MEST EET CAT SAST": 120,
        "EEST MSK TRT EAT IDT": 180,
        "GST SAMT AZT MSD": 240,
        "PKT YEKT UZT": 300,
        "IST": 330,
        "NPT": 345,
        "ICT WIB": 420,
        "HKT SGT AWST PHT WITA MYT": 480,
        "JST KST WIT": 540,
        "ACST": 570,
        "AEST CHST": 600,
        "ACDT": 630,
        "AEDT": 660,
        "NZST": 720,
        "NZDT": 780,
        "NST": -210,
        "NDT": -150,
        "AST CLT EDT": -240,
        "ADT BRT ART CLST": -180,
        "EST CDT": -300,
        "CST MDT": -360,
        "MST PDT": -420,
        "PST AKDT": -480,
        "AKST": -540,
        "HST": -600,
    }.items()
    for name in names.split()
}
"""Minutes east of Greenwich. A name with several meanings stands for the one that feeds use most."""

AFTERNOON = {"pm", "nachmittags", "\u4e0b\u5348", "\uc624\ud6c4", "\u5348\u5f8c", "\u0645", "\u03bc\u03bc"}
MORNING = {"am", "vormittags", "\u4e0a\u5348", "\uc624\uc804", "\u5348\u524d", "\u0635", "\u03c0\u03bc"}
