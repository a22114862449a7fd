"""How usual words are in news: lists that stand in for experience while the window is young; touches nothing."""

from __future__ import annotations

BACKGROUND = 2000
"""Pieces of usual news that are thought to have been read before the first one."""

FUNCTION_WORDS = """
a about after against all also amid among an and any are as at back be because been before being between but by can
could d day did do does down during each first for from get got had has have he her here him his how i if in into is
it its just last ll made make may me might more most mr mrs ms my new no nor not now of off on one or other our out
over people per re s said say says shall she should so some still t take than that the their them then there these
they this those three time to two under up us ve via was we week were what when where which while who whom why will
with would year years you your
"""
"""English words that are never compared."""

_OF_OTHER_LANGUAGES = """
aan akan al ale alla als anche ao apres ar att au auch auf aus aux av avec az bei bi bij bir bu bylo ca care ce ces
cette che co cok com come como con cu da daha dal dan dans dari das dat de dei del della delle dem dengan der des
desde det di din dla door dos du een egy ei ein eine einen einer eines el elle em en entre er es est esta este et
ete ett etta fi foi fra fran fue fur gibi gli ha han har hat het hogy icin ikke il ile ils im ini inte ist itu ja
jak jako je jego jest jsou kadar katika ke koji ktery kwa la las le les leur lo los maar mais mas med meg met mit
mutta myos na naar nach nas nel nella nem ni nicht nie niet nije nog non nos nu och od oder og olan olarak oldu oleh
oli om ont ook op oraz os ou pa pada par para pas pe pela pelo pentru pero piu plus po podle por pour pro przez przy
que questo qui roce roku sa se sein ses si sich sie sind sobre som son sono sonra sont su sur sus te tidak til till
tra tras tym uber uit um uma un una und une untuk van var von voor vor wa wie wird ya yang za ze zijn zu zum zur απο
για δεν θα και με να που στην στο τα την τησ το του або бы был была все від года да для до его за из його как като
на не но он они от по при про року са се та так также також це че что ще що это як التي الذي الي ان او بعد بين علي
عن في قال كان كما لا ما مع من هذا هذه
"""

SHARES: tuple[tuple[float, str], ...] = (
    (0.06, _OF_OTHER_LANGUAGES),
    (
        0.0625,
        """
cnn president russian war world
""",
    ),
    (
        0.03125,
        """
according bbc city country england final former found government help hit home invasion life like man monday next
old police reports set since state sunday win women
""",
    ),
    (
        0.015625,
        """
across again ago ahead american announced another around attack authorities away become behind best big biggest
british called case change children claims company continue cost crisis days dead deal death despite died due early
election end energy even ever ex face family fight five following food football forces four friday game go going
group health high history including january key killed know latest leader least left live living london long look
lost major making many media men military million month months move much near nearly need news night number office
official officials oil only pandemic part party past place plans play prices public record report reuters right rise
round run saturday school second see series seven show shows six social staff star summer team thousands through
thursday told top travel tuesday use used video watch way wednesday weeks woman won work young
""",
    ),
    (
        0.0078125,
        """
abortion abuse accused action actor administration age agency air alleged almost already america analysis anti area
arrested art asked assault attacks baby ban bank based battle beat became better bid bill billion body border boss
both boy break breaking building business call calls came campaign cancer capital car care career cases central
champion changed charged chief child chinese climate close club coast come comes coming committee community
companies concerns conflict continues control costs countries crash cut data deaths decades decision defeat defense
didn dies different don dozens dramatic eastern economic economy eight emergency european event events every
evidence expected experience experts explains faces facing families fans far father fears federal few fighting film
find finds fire firm flight force forced foreign free friends front fuel full further future gas general getting
giant girl give given global goes gold good growing half having head hear hearing heat held historic hits homes
hospital host hours huge human hundreds images impact industry inflation injured inside internet interview
investigation island join judge june keep killing known large largest late later law lead leaders leadership leading
leave leaving led legal less light likely line little lives local lockdown looking looks loss love makes manager
march market mass match means medical meet meeting members met millions missile missing moment money morning mother
multiple murder music must nation never nuclear once online others outside own papers pay pictures plan player
players point political post potential power powerful presidential pressure price prison put quarter questions race
rare reach real recent region release released reported residents response restrictions results return revealed
reveals rights rising risk role row rules running same sanctions save saying scientists search season security seen
self service services several shares shooting shot side singer site small soldiers son soon southern space speaks
stage stars start statement stay stop story strike study such support system taken takes taking talk talks tech tell
tells tennis tensions things think third thought threat times title today too took tournament town trial troops
trying turned until using very victims victory violence visit vote want wants warning warns water weapons weekend
well went whether whose wife winner winning wins without workers working worst yet
""",
    ),
    (
        0.00390625,
        """
able access act activists actress admits advice aged agreed agreement aid aircraft airline allegations allegedly
allies allow allowed along always analyst ancient announces annual appear appearance appeared appears april areas
armed arrest arrived artist artists asks athletes attacked attempt attention auction august author avoid award
backed bad band banned basketball beating becomes becoming began begin believe believed billionaire bills birthday
block board bomb book boost born brand breaks bring broke brought build built businesses buy calling camera camp
candidates captain captured cars catch caught cause caused causing celebrate center centre century ceremony
challenge challenges chance chancellor changes changing charge charges charity cities civil civilians claim claimed
class clear closely closer co coach collapse com comedian comments common compete competition complete computer
conditions conference confirmed contest controversial coronavirus couple course cover create created crew cricket
crime crimes criminal critical criticism critics cross crowd culture current customers cuts dad daily damage
dangerous date daughter de deadly debate decade december decided declared deep defence delays demand democracy
described describes destroyed details detained difficult digital director disaster discovered discuss discusses
doctor doctors documentary documents doesn dog doing done double drama draw dream drive driver driving drone drop
drought drug earlier education effort efforts elections electric emerged emotional employees ended ending ends
enough enter environment era escape evening everyone everything exclusive executive expect expert extra extreme eye
eyes faced failed fall false familiar famous fan fashion fast fear february feel fell fellow felt female festival
field fifth figure figures finally finals financial fired firms flag flee fleeing flights flooding floods fly flying
focus footage form forward founder fourth fresh gave gets girls gives giving globe goal golf gone greatest green
ground groups growth guide guilty gun hand happened happy hard headlines heart heatwave heavy helped helping helps
hidden higher highest highlights himself hold holding holiday hope hopes hosts hot hotel hour households husband ice
iconic image important incident increase independence independent information injuries inspired instead insurrection
intelligence interest investigating investors involved isn issue issues itself jailed job jobs joins journalist
journey july kids land language launch launched laws leads let letter level levels lines linked list lived longer
lose losing lot low mask massive matter mean measures medal meets member mental message middle miles ministers
minute minutes miss missiles mission mobile modern moments moon movement moves movie moving mum mystery name named
names natural needed needs network nine non nothing numbers offer offered offering offers officer officers often
opened opening opens operation opinion opposition order ordered orders outbreak owner owners package pages paid pair
parents parties parts passengers patients paying performance person personal phone photo photos picture places plane
planet planned planning plant platform played playing points policy politics poor pop popular port position positive
possible posted potentially prepare press previous previously primary private pro probe problem problems progress
project protect protest protesters protests provide published push puts putting question raise raised range rate
rates reached reaction reacts reading ready reality really recall received recently records reduce referendum
refugee refugees related remain remains reporter rescue rescued research researchers resort rest result returned
returns review rises rival road rock rocket room rule ruling runs safe safety sale sales satellite saved saw scene
scenes schools scores secret seeking sees select selection sell selling semi send senior sense sent sentenced
serious severe sex sexual share shared ship shock short showing sign signed significant signs single snow soaring
software sold someone something song source sources speak special speech spending spent sports spot spread spring
stand started starting starts station step steps stock stolen store stories storm streaming streets strikes striking
strong struck struggle struggling student students stunning success suffered suggests sun supplies supply surge
surprise survivors suspect suspected suspended tackle target targeted tax teams technology teen teenager
temperatures ten term testimony testing tests themselves thing tiny together total tough toward towards track trade
train training trapped treatment tribute tried tries trip true try turn turning turns unprecedented updates urged
users vaccine victim videos village violent viral virus visits voters wait waiting wanted warned washington waters
wave ways weather welcome wild within works worse worth wrong zero
""",
    ),
    (
        0.001953125,
        """
abandoned ability aboard above abroad accident account accounts accusations accuses accusing acting actions active
activist actors actually ad add added adding address admitted advance adviser affect affected affiliate aftermath
afternoon agree aide aimed aims album alcohol alert alive alliance alone alongside am ambulance amp analysts anger
angry animal animals anniversary announce announcement answer answers anyone anything apartment apologises
apologized apology app appeal approach approved aren arms arrive article ask asking assaulted asylum athlete
attempted attempting attempts attend attending audience available average backlash ball banks bans basement bear
beaten beats beautiful beauty beginning begins behaviour believes below benefits besieged beyond bigger billions bin
birth bit blame blamed blocked blood bloody blow blue boat bodies bombardment bombed bombing books borders bought
box brain brands bringing brink broken bronze brother brutal budget buildings bus busy buying campaigners cancelled
candidate cannot cap captures carbon card carry carrying cash cast cat causes celebrated celebrates celebrating
celebrations certain chain chair chairman chaos character choice church citizens civilian clash clashes classic
classified clean closed closing clubs coal cold collapsed colleagues collection comeback comic comment commercial
communities compared competing completely complex concern concerned concert condition conduct conducted confidence
confirmation connection consider considering conspiracy consumer content continued contract controversy convicted
cope correspondent couldn coverage covered crashed crashes creating criticised crowds crucial crude cruise crypto
cryptocurrency cultural custody cutting cycling damaged dance dancing dark deals debt debut decide decisions
defamation defend defender defending defends delayed deliver delivered delivers delivery demands denied denies
deputy describe design designed designer desperate devastating developing diagnosed die difference diplomatic direct
disabled disappeared disinformation display dispute disruption dogs dollars domestic doubt dozen draft dreams dress
drew drinking drinks driven drivers drones dropped drops drove drugs dying ease easy eat edge edition editor effect
effects either elected electricity elite email emissions enforcement engine entire environmental episode equipment
escalating escaped evacuate evacuated evacuation exchange exercise exhibition expectations expensive experienced
experiences explain explosion explosions exports extended extraordinary extremely facility fact failing failure fake
falling falls farmers faster fatal favorite feature features feeling feels feet fewer fighter fighters filed filled
films finding fine fines finish finished fires fish flat fled floor follow followed follows foot footballer forest
forever forget formally fossil fought fraud freedom freestyle friend fully fun fund funding funds funeral garden
gathered gay gender generation generations giants glass goals goods governing governor granted greater grew grow
grows hair handed hands happen happening happens hasn hate haven heading heads hearings hears hero herself highly
highs hitting holds hoping horror hospitals hosted hosting household housing humans hunger hurt icon idea identified
identity ill illegal immediately immigration imports improve include included income increased increasing incredible
industrial infections influence initial injury inning inquiry insurance intense introduced invade invaded
investigate investigated investigators investment isolation issued items jail jet joined joining joint joy jump jury
keeping keeps kept kill killer killings kind knew knowledge knows lack laid landing landmark largely launches
launching lawmaker lawmakers lawsuit lawyer leak learn learned leaves leg legend legislation lie lies lift lifted
limit limited link loan locations lockdowns longest longtime looked looms loses losses lottery loved lower lt luxury
main majority maker mandate markets marks married masks massacre matches mayor meant medals memorial messages mid
midterm migrants mile mind minority misinformation missed mix mixed model mom monarch monkeypox mothers motion
mountain mountains moved musical mysterious nationwide nature nearby net newly newspaper nightmare nobody nominated
nominations november nurse obtained occupied ocean october odds offensive officially oldest ongoing onto operations
options organisers original originally outrage overturn owned pace page pain painting panel parade parent partner
partygate pass passed path patient peace peak penalty percent perfect perhaps period petrol phase photographer
physical pick piece pilot pink pitch placed planes platforms playoff plays plea pledge pledges podcast policies
politicians poll polls population posts practice pre pregnancy prepares preparing present presenter presidency
pretty prevent prisoner prisoners probably process produced production products professional profile profit program
programme promised promises prompted property proposed prosecutor prosecutors prospect protected proud prove
province pub pulled pulls pupils pushed pushing quality quest quickly quiet quit quite quiz racing racism racist
rages raid rail rain raising rally ran rape rapper rather reaches react readers reason reasons receive receiving
recession recorded recovered recovery reflects refused rejected relationship relatives relief remarkable remarks
remember remote remove removed replace reportedly reporting request resignation respond restaurant retail retailer
retire retired retirement returning reunited reveal revolution rich richest ride ring riot risks rivals roads
rockets rose royals rugby ruled rural saving scale scandal scared scheduled scheme science score scored screen
searching seat seconds sector secure seeing seeks seems seized sells sending sends sentence september served serving
sets setting settlement sexually sharing sharp shelling shelter sheriff shift shocked shocking shootings shop
shopping shops shortage shortages shots showed shut sick sides sight silver similar simple singing singles sister
sisters sites situation sixth size skater skies skills sky sleep slow smart soar solar soldier sought sparked sparks
speaking species spectacular speed spend split spoke spotlight spotted spreading squad stabbed stake stakes
standards standing stands status stocks stopped stores straight strain strategy stress striker string struggled
struggles stuck studio stunned style successful successfully sudden suddenly suffering suffers suicide summit
supermarket superstar supporters surgery surging surrounding surveillance survey survival survive survived survivor
sweeping swimming symbol symptoms systems table takeaways talking tank tanks targeting targets taught taxes teacher
teachers tears teenage teenagers teens television tens territory terror tested text th thanks theatre theme theory
thinks though threatening threatens threats throughout thrown ticket titles toll torn touch tourist tourists towns
toxic tracks traffic trafficking transgender transport trauma travelers treat treated tree trees trend trouble truck
truth tweet twice type unable uncertainty uncovered underground unexpected unique unit universe unknown unlikely
unusual unvaccinated unveiled upcoming update upon upset urgent urges uses vaccinated vaccines value van variant
vehicle vehicles version veteran view views virtual visa visited visitors voice volunteers voted votes voting vows
vs vulnerable wake walk walking walks warm warn warnings warrant wasn waste watchdog watched watching waves weapon
wear wearing web website wedding weight whole wide widespread wildfires wind window winds wing winners witness
witnesses word words worked worker worldwide worried worries wounded writer writes writing written wrote yesterday
younger zone
""",
    ),
)
"""In which share of the pieces words stand, for the commonest words that are no names."""
