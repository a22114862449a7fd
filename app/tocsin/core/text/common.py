"""Common words of many languages: what an acronym may be mistaken for, and what a language is known by."""

from __future__ import annotations

from functools import lru_cache


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


FUNCTION: dict[str, frozenset[str]] = {
    "en": _words(
        """
        the of and to in a is that for it as was with be by on not he his but at are this have from or had
        an they which one you were all her she there would their we him been has when who will no more if
        out so up said what its about than into them can only other time new some could these two may first
        then do any like my now over such our man me even most made after also did many off before must well
        back through down should because how own us am why where while here says say amid its your your's
        against under between
        """
    ),
    "fr": _words(
        """
        le la les de des du un une et en est que qui dans pour pas sur au aux par plus ce cette ces il elle
        ils elles on ne se son sa ses avec sont ont a ou mais comme leur leurs nous vous je tu d l s n c qu
        y ete etre fait tout tous apres avant selon chez sans sous entre deux dont contre depuis eu si
        """
    ),
    "de": _words(
        """
        der die das den dem des ein eine einen einem einer eines und in zu mit von auf fur ist im nicht sich
        auch als an nach wie bei es am sie er wir ihr aus hat aber vor zur zum um sind wird werden war noch
        nur oder uber mehr kann sein seine ihre dass haben durch gegen unter bis so man wenn was wer da wo
        ich du mich uns
        """
    ),
    "it": _words(
        """
        il lo la i gli le un uno una di a da in con su per tra fra e che non si del della dello dei degli
        delle al alla allo ai agli alle dal dalla dai dalle nel nella nello nei nelle sul sulla sui sulle
        anche come ma piu o ed se sono ha e' era stato hanno suo sua suoi loro questo questa dopo prima ad l
        d dell nell all dall sull ora chi cui ci ne sia fu dove quando tutto gia solo due mi ti io tu noi
        voi essere
        """
    ),
    "es": _words(
        """
        el la los las un una unos unas de del a al en y o que se no por con para su sus es lo como mas pero
        le les ha han fue sin sobre este esta entre cuando ya tambien porque son era ser hasta desde donde
        segun contra tras muy si yo me mi tu nos dos hoy ano uno
        """
    ),
    "pt": _words(
        """
        o a os as um uma de do da dos das em no na nos nas e que se por para com nao mais como mas foi ao
        aos pelo pela sua seu seus suas ou ser ha esta sao tem entre sobre apos ate sem ja tambem quando diz
        era eu me uns onde contra isso este
        """
    ),
    "nl": _words(
        """
        de het een en van in is dat op te zijn met voor niet aan er om ook als dan maar bij of uit naar hij
        ze zij we wij je ik nog door over wordt worden heeft hebben was tot meer geen na tegen die deze dit
        wat wie onder ons hem haar had al zo
        """
    ),
    "pl": _words(
        """
        i w z na do nie sie ze o to jest po jak za od przez dla co a czy ale tym tego juz oraz przy ich jego
        jej bedzie byl byla ma sa tak tylko ktory ktora ktore pod nad przed lub ten ta te my ja on ona nam
        im mu u we ze jako takze jednak kto gdy gdzie
        """
    ),
    "cs": _words(
        """
        a v ve na se ze z je s do o to za by i k ke po pro jako podle pri od co ale ktery ktera ktere jsou
        byl byla jeho jejich uz tak nebo take jen pred mezi az ma si aby kdy kde ho mu nato pak jsem pod nad
        bez kdo my ten ta proti
        """
    ),
    "sk": _words(
        """
        a v vo na sa ze z je so s do o to za by aj k ku po pre ako podla pri od co ale ktory ktora ktore su
        bol bola jeho ich uz tak alebo tiez len pred medzi az ma si aby kedy kde ho mu nato potom som pod
        nad bez kto my
        """
    ),
    "sl": _words(
        """
        in je v na se da za so z s ki pa kot tudi ne po pri od do o bo bi iz ali ter kar tako ko ze sta sem
        le ga jo jih ta to ti te tem pred med proti nato potem zato sicer vendar bil bila bilo kako ker kdo
        kje si smo mu ji nas vas on ona ono
        """
    ),
    "hr": _words(
        """
        i u na je se da za su od s sa o do po iz kao ne to koji koja koje bi ce ali ili nije bio bila bilo
        ga mu joj ih sto kako pa te samo nakon prije protiv oko kod pred pod nad vec jer dok tko gdje smo
        ste sam
        """
    ),
    "ro": _words(
        """
        de la in si cu a nu pe ca din o un este pentru mai se care sa au au fost ale al lui ei dar prin sau
        dupa ce cum cei cele acest aceasta intre fara sunt e fi unui unei despre catre iar va
        """
    ),
    "hu": _words(
        """
        a az es hogy nem is egy meg de ha mint azt csak mar volt ez el ki vagy ami aki kell ezt lesz utan
        szerint fel
        """
    ),
    "fi": _words(
        """
        ja on ei se etta oli han mutta kun ovat myos tai niin joka sen kuin vain jos ole olla mukaan jo nyt
        ne
        """
    ),
    "sv": _words(
        """
        och i att det som en pa ar av for med den till inte har de ett om han men var jag sig fran vi sa kan
        nar efter hon ska ut mot vid nu eller under over mellan
        """
    ),
    "da": _words(
        """
        og i at det som en pa er af for med den til ikke har de et om han men var jeg sig fra vi kan nar
        efter hun skal ud mod ved nu eller under over mellem der
        """
    ),
    "tr": _words(
        """
        ve bir bu da de icin ile cok daha olarak gibi kadar sonra var ne o ben mi en ya ki ise degil oldu
        olan
        """
    ),
    "id": _words(
        """
        yang di dan untuk dari dengan ini itu pada ke tidak akan dalam adalah juga oleh telah karena bisa
        ada atau
        """
    ),
    "ca": _words(
        """
        el la els les de del a al i que en un una per amb no es com mes pero son ha ser als dels pel sobre
        entre
        """
    ),
    "ru": _words(
        """
        и в не на что с по это как а к у из за от о для но его до он она они мы вы я ты же бы так все или
        если при под над после перед через также уже был была было были быть который которые том их ее
        """
    ),
    "uk": _words(
        """
        і в не на що з по це як а до у із за від про для але його він вона вони ми ви я ти ж би так все або
        якщо при під над після перед через також вже був була було були бути який які та й їх її
        """
    ),
    "bg": _words(
        """
        и в не на че с по това като а към у из за от о до но му той тя те ние вие аз ти же би така или ако
        при под над след пред през също вече беше са се да ще е който които
        """
    ),
    "el": _words(
        """
        και το να του η της την με για που στο στη στην τον τους των οι τα σε απο δεν ο ειναι θα ως ενα μια
        """
    ),
}  # fmt: skip

CONTENT: dict[str, frozenset[str]] = {
    "en": _words(
        """
        act age aid aids air arm art ask bad bar base bat bit box boy camp can cap car case cat cell cold
        come cop core cup dam date dare deal dot draw drug east end era eta face fact fair far farm fast fat
        fed fan few fine fire fit flat fly gap gas gate get goal gun hard heat help her hit home hope hot
        icon ice idea iron jet join key lab laid last law lead less let life line link list live long look
        loss love low mad mail map mars mass mat mean mint miss model net nice oil old open oval pace pack
        paid pal part pass past path peace pen pet pit plan play pot power rate raw read real red rest rich
        ride risk road role rose safe sage said same save sea seat see set sharp ship show sick sign sin
        smart snap soon spa sport star start state step stop storm strong sun swift talk tap tar tax team
        tell ten top train trip true try use view vote war way west win wise word work yes
        """
    ),
    "fr": _words(
        """
        as air ami art bas car cap cas cri don eau fin foi jeu loi lot mal mer mis mort nom nord or ouest
        pain paix pas peu port pris ras rue sel sida site sol sort tas tel test tir vie vol vue
        """
    ),
    "de": _words(
        """
        arm art amt akt ast bad bald bar bau brand brot ding ehe eis ende erst fall fast fest film frau frei
        gas gast geld gern gut halt hart haus heim herr hof hut jahr kalt klar krieg land lang laut leid los
        lust macht mal mann mord mut nah neu not ost platz rad rat rot ruf sport stark tag tat teil tod tor
        wahl wand weg welt wert wind wort zahl zeit zug
        """
    ),
    "it": _words(
        """
        aria arte base bene caso cura dato fine gara gas lato lega mare mese mete nave nodo oggi parte patto
        pace pena polo rata sale sera sole tale tema vita voto zona
        """
    ),
    "es": _words(
        """
        arte aun base bien cada casa caso cita dar dia fin gas gol hora hoy ley mal mar mes mesa ocho oro
        pan parte paz pena sal seis sol tal tres vez via vida voz
        """
    ),
    "nl": _words(
        """
        arm art bad ben bus dag deel dood echt eind film gas geld gek goed hoe huis jaar kans land man mens
        mis rem rot
        """
    ),
    "pl": _words("akt cel czas dom dni list mecz mir pan plan rok ruch sto sport sen ser stan tor trzy"),
}  # fmt: skip
"""Ordinary words whose letters could be an acronym's: a capital at a sentence's start makes them no acronym."""

VERBS: dict[str, frozenset[str]] = {
    "it": _words(
        """
        ama apre cerca dice entra fai fa gioca guarda invita lancia mira osa para pare punta sale scopri sta
        usa va vota
        """
    ),
    "es": _words(
        """
        abre ama busca cae da dice entra gana juega llama mira pasa pide sale sube usa va vota
        """
    ),
    "fr": _words("ouvre perd porte prend tire vote"),
    "en": _words(
        """
        add aim beat buy call cut eat get give go keep make meet pay put run say sell send take win
        """
    ),
    "de": _words("lies iss nimm gib komm geh hol such"),
    "pt": _words("abre ama cai da diz entra ganha joga olha pede sai usa vai vota"),
}  # fmt: skip
"""Words that begin an order or a clause, and then have an object with an article."""

PREPOSITIONS: dict[str, frozenset[str]] = {
    "it": _words(
        """
        a ad al allo alla ai agli alle all da dal dallo dalla dai dagli dalle dall di del dello della dei
        degli delle dell d in nel nello nella nei negli nelle nell con col su sul sullo sulla sui sugli
        sulle sull per tra fra come sotto dopo prima presso durante entro circa gia sempre appena quasi cosi
        oltre poco molto
        """
    ),
    "es": _words(
        """
        a al de del en con por para desde durante como entre hacia sobre tras bajo ya hace casi sin
        """
    ),
    "pt": _words(
        """
        a ao aos a as de do da dos das em no na nos nas num numa com por pelo pela para desde como entre
        sobre ha
        """
    ),
    "fr": _words("a au aux de du des d en dans par pour chez sur sous vers avec comme depuis il y"),
    "en": _words("at by from for of on to with into onto over under as about after before during"),
    "de": _words("am an auf aus bei durch fur im in mit nach um unter von vom vor zu zum zur als"),
}  # fmt: skip

ARTICLES: dict[str, frozenset[str]] = {
    "it": _words(
        """
        il lo la gli le l un uno una questo questa questi queste quel quella i tuo tua tuoi suo sua suoi
        """
    ),
    "es": _words("el la los las un una unos unas este esta estos estas tu tus su sus lo"),
    "pt": _words("o a os as um uma uns umas este esta esse essa seu sua"),
    "fr": _words("le la les l un une des ce cette ces son sa ses votre vos"),
    "en": _words("the a an this that these those your his her their our my its"),
    "de": _words("der die das den dem des ein eine einen einem einer dein deine sein seine"),
}  # fmt: skip


@lru_cache(maxsize=65_536)
def languages_of(word: str) -> tuple[str, ...]:
    """Return the languages in which a folded word is one of the common words listed here."""
    return tuple(code for code in FUNCTION if is_common(word, code))


def is_common(word: str, code: str) -> bool:
    """Tell whether a folded word is listed as common in a language."""
    return any(word in lists.get(code, ()) for lists in (FUNCTION, CONTENT, VERBS))
