/**
 * Everyday words by what they ask for: `asked : telling`, a relation a row. Who asks for a *car* was told of a Skoda, a
 * lease or a garage. Words left of the colon find each other and all on the right; those on the right find
 * the ones on the left, but not each other: a violin is no piano. Written by hand out of general knowledge;
 * names of makes where people tell by them. Left out is what has another sense as often (fr. *chat*, *pain*).
 */
const ENGLISH = `
live reside home address : house flat apartment room move relocate settle rent landlord city town village suburb street neighbourhood downtown place
house flat apartment home : rent landlord tenant mortgage floor room move
move relocate : house flat apartment city box key
city town : move live village
rent : landlord tenant flat apartment lease
neighbour neighbor : upstairs downstairs above below door
heat : boiler gas pump radiator stove thermostat oil
electricity power energy : supplier provider tariff kwh solar meter
internet wifi broadband : router provider fibre fiber mbit
furniture : sofa couch table chair desk bed wardrobe shelf
appliance : washer dishwasher fridge oven dryer vacuum
garden yard balcony : plant tomato flower herb lawn hedge vegetable
clean cleaner : vacuum mop tidy dust
key : spare lock
work job employer company occupation profession career position role title : hire join office colleague shift firm freelance contract promote intern engineer nurse developer designer manager teacher consultant architect accountant lawyer doctor analyst salesman chef cook programmer scientist researcher
boss manager supervisor : report lead team head chief director
colleague coworker teammate team : office work
salary wage income earn pay : raise gross net bonus payslip month
meeting standup sync : call daily weekly agenda minute
deadline due : until extend deliver
project : launch release milestone roadmap
interview apply : offer recruiter
retire retirement : pension
quit resign leave : notice stop end
doctor physician gp practitioner : dr practice clinic surgery appointment prescribe
dentist : tooth crown filling braces canal molar dr
vet veterinarian : dog cat practice dr pet
hospital operation surgery : operate surgeon ward clinic
medicine medication drug pill tablet dose prescription : mg capsule prescribe ibuprofen aspirin antibiotic insulin inhaler statin paracetamol vitamin
antibiotic : penicillin amoxicillin
milk : lactose dairy
nut : hazelnut peanut walnut almond cashew pistachio
engaged engagement : propose fiance ring yes
afraid fear scared : dizzy panic phobia nervous
automobile : car
sing singer : choir alto soprano tenor bass
allergy intolerant intolerance : nut peanut penicillin lactose gluten pollen reaction rash avoid shellfish dairy
illness disease condition ill sick : diagnose asthma diabetes migraine flu cold infection pressure
injury hurt pain : knee ankle back shoulder sprain break fracture splint
glasses lenses eye : optician
therapist therapy : session counsel psychologist physio
sleep bed : wake night tired insomnia
weight weigh : kg kilo pound lb
height tall : cm
pregnant pregnancy : baby due expect born
kid child : son daughter baby toddler boy girl
parents : mother father
grandparents : grandmother grandfather
sibling : brother sister
cousin uncle aunt relative family :
partner girlfriend boyfriend fiance spouse husband wife : together marry date engaged couple relationship
divorce split separate ex : break apart
wedding marriage marry : bride groom ceremony engaged honeymoon
birthday birth age old : born turn
die death funeral : dead late pass
friend buddy : know
babysit babysitter nanny sitter : evening hour kid child
godchild godson goddaughter godparent : godfather godmother christen baptise
pet animal : dog cat puppy kitten hamster rabbit parrot goldfish guinea tortoise vet
dog : puppy breed walk
cat : kitten
school kindergarten nursery class : teach pupil grade classroom primary year
teacher tutor instructor coach trainer : teach lesson class course
lesson course class : teach tutor learn
university college degree study major : bachelor master thesis diploma graduate phd
language : learn speak spanish french german italian danish swedish norwegian dutch english portuguese russian polish turkish chinese mandarin japanese korean arabic greek
exam test : pass fail grade
price cost charge fee : pay euro dollar pound cent expensive cheap
interest loan mortgage credit : instalment installment bank fixed rate percent
bank : account card transfer
save savings invest investment : fund stock share month
insurance insure : policy insurer cover health
tax : accountant adviser advisor return
budget spend : month
subscribe subscription membership : member cancel sign plan
gift present : give
donate charity : give
car vehicle drive : volkswagen vw golf bmw audi mercedes skoda toyota honda ford tesla kia hyundai renault peugeot fiat volvo mazda nissan opel porsche subaru lexus citroen dealer lease van suv estate hatchback petrol diesel mileage garage plate electric
bicycle cycle : ride
commute : train bus metro tram bicycle ride minute office station
holiday vacation trip travel : flight fly hotel beach airport camp cruise tour
ticket : flight train fare concert seat
flight fly : airport airline land depart
hotel accommodation : stay book room hostel airbnb
passport visa : expire renew embassy permit
diet eat food : vegetarian vegan meat fish dairy gluten meal pescatarian keto halal kosher allergy intolerant
drink : coffee tea beer wine water juice espresso soda whisky
coffee : espresso latte cappuccino caffeine
alcohol : beer wine whisky vodka sober
breakfast lunch dinner meal : eat cook
cook recipe dish : bake oven ingredient
bread dough : loaf bake flour oven sourdough hydration
herb spice : basil coriander parsley cilantro mint dill garlic pepper oregano thyme
fruit : apple banana mango berry orange
restaurant : pizzeria cafe italian bistro table
dislike : hate stand
favourite favorite like prefer preference : love enjoy
hobby : collect paint knit garden climb photography pottery
gym workout exercise fitness : run jog swim yoga weight kettlebell dumbbell lift sauna
sport : football soccer tennis basketball volleyball climb swim run hockey rugby golf cricket badminton handball judo
strength : weight kettlebell dumbbell lift gym
run : marathon jog race
race : marathon triathlon
movie series show tv watch : episode season netflix cinema
stream : netflix disney spotify hbo hulu youtube prime
book read novel : author page chapter kindle library finish start
music song band listen : concert album spotify playlist singer
instrument : piano guitar violin drum cello flute trumpet trombone saxophone keyboard clarinet ukulele lesson
game play : playstation xbox switch nintendo steam chess
club : member
goal aim target : want plan hope
phone mobile smartphone cellphone : iphone pixel samsung galaxy android
laptop computer notebook pc machine : macbook thinkpad dell lenovo desktop imac
tablet : ipad
camera : lens nikon canon sony fuji
operating : linux windows macos ubuntu fedora debian arch
browser : firefox chrome safari edge
password : keepass bitwarden lastpass keeper vault login
editor ide : vim neovim vscode intellij emacs cursor sublime
database : postgres postgresql mysql mongodb mongo sqlite redis oracle mariadb sql
program code : python rust java javascript typescript kotlin golang swift
framework : react vue angular django rails spring
server host cloud deploy deployment : aws hetzner azure vps kubernetes docker vercel cloudflare netlify heroku
version : upgrade bump update pin downgrade
orm : prisma drizzle sqlalchemy typeorm sequelize hibernate gorm
lint linter format formatter : eslint biome prettier ruff flake golangci clippy oxlint
package dependency : pnpm npm yarn bun pip poetry uv cargo lockfile
test assert mock stub : vitest jest pytest playwright cypress testify mocha testcontainers
ci pipeline : github gitlab jenkins workflow
queue broker : kafka rabbitmq nats mosquitto emqx bullmq celery sqs
secret credential password : vault env sops
payment charge bill billing : stripe paypal invoice checkout
login auth authentication authorization : jwt oauth session cookie clerk keycloak token
style styling css : tailwind sass
log logging : pino winston loguru structlog zerolog
monitor monitoring alert metric : grafana prometheus datadog sentry
image photo picture : upload jpeg png
cart basket : checkout
throttle : rate limit
backfill reprocess rerun :
rollback revert undo :
release ship production prod : deploy staging tag
flag toggle feature : launchdarkly
exchange currency : rate
email mail : gmail inbox
colour color : red blue green black white yellow purple pink orange grey gray
size : small medium large
decide choose pick : decision choice
teach : teacher lesson
advise advice : adviser advisor recommend
sell : sale sold
buy purchase : bought order shop get
grow : growth plant
begin start : beginning
collect fetch : pickup pick
postpone delay reschedule : move extend
arrive come : arrival join
repair fix : mechanic broken workshop
`;

const GERMAN = `
wohne wohnst wohnt wohnen gewohnt lebe lebst lebt gelebt wohnung adresse anschrift zuhause : umgezogen umziehen ziehe haus miete vermieter eigentumswohnung stadt
arbeit arbeite arbeitest arbeitet gearbeitet angestellt beschaftigt job firma beruf stelle arbeitgeber : angefangen buro kollege gekundigt vertrag unternehmen
chef chefin vorgesetzter vorgesetzte vorgesetzten : leitet team leiter leiterin
gehalt verdiene verdienst lohn einkommen : brutto netto gehaltserhohung monat
auto wagen fahre fahrzeug : vw golf bmw audi mercedes skoda opel ford tesla leasing diesel benziner elektroauto
handy telefon smartphone : iphone pixel samsung galaxy
rechner laptop computer : macbook thinkpad dell lenovo
arzt arztin hausarzt hausarztin doktor : dr praxis termin
zahnarzt zahnarztin : zahn krone fullung dr weisheitszahn
hautarzt hautarztin dermatologe dermatologin haut : muttermal
augenarzt augenarztin augen sehen brille : sehtest optiker linsen
krankenhaus klinik operation : operiert station
medikament medikamente tabletten tablette medizin dosis : mg verschrieben ibuprofen antibiotikum penicillin
nusse : haselnusse erdnusse walnusse mandeln
milch : laktose
vertrage allergie allergisch unvertraglich unvertraglichkeit : nusse erdnusse penicillin laktose gluten pollen
kind kinder : sohn tochter baby
eltern : mutter vater mama papa
mutter : mama mutti
vater : papa papi
grosseltern : oma opa grossmutter grossvater
geschwister : bruder schwester
partner partnerin freund freundin mann frau verheiratet : zusammen hochzeit geheiratet ehe
haustier haustiere tier : hund katze kater hamster kaninchen
geburtstag alt alter : geboren jahre
schule kindergarten kita klasse : lehrer lehrerin grundschule gymnasium
sport training fitness fitnessstudio : joggen laufen schwimmen yoga klettern fussball tennis
instrument : klavier gitarre geige schlagzeug cello flote trompete saxophon
sprache : spanisch franzosisch deutsch englisch italienisch kurs lerne
essen ernahrung diat : vegetarisch vegetarier vegetarierin vegan veganer veganerin fleisch fisch allergie allergisch
vegetarier vegetarierin vegetarisch veganer veganerin vegan : fleisch
mag mogen lieblings gern : liebe hasse ausstehen
trinke trinken getrank : kaffee tee bier wein wasser
urlaub reise ferien : flug fliegen hotel strand meer see berge insel wandern zelten tage woche
miete wohnung : vermieter kaltmiete warmmiete
bank konto : sparkasse karte
preis kosten kostet gekostet bezahlt bezahle teuer : euro gekauft
buch lese lesen roman : seite kapitel
film serie : folge staffel netflix
gewicht wiege : kg kilo
versicherung krankenkasse : versichert
passwort passworter : keepass bitwarden
hobby hobbys : sammle male garten
`;

const FRENCH = `
habite habites habiter habitais vis vivre vivais vivions adresse domicile : demenage demenager appartement maison loyer ville
travail travaille travailles travailler travaillais emploi metier profession boulot : entreprise atelier usine commence prof ingenieur embauche societe bureau collegue poste
patron patronne chef responsable : equipe dirige manager
salaire gagne revenu : brut net augmentation
voiture conduis vehicule : peugeot renault citroen dacia golf tesla essence diesel
ordinateur portable : macbook thinkpad dell iphone
medecin docteur docteure generaliste : dr cabinet
dentiste : dent dents
ophtalmo ophtalmologue yeux vue : lunettes
medicament medicaments traitement dose : mg comprime antibiotique
allergie allergique intolerante intolerant : arachide noix lactose gluten penicilline pollen
enfant enfants : fils fille bebe
parents : mere pere maman papa
mere : maman
pere : papa
grandsparents : mamie papi
mari femme epoux epouse marie mariee : mariage ensemble
animal animaux : chien chatte lapin hamster
anniversaire naissance age : ne nee ans
ecole maternelle classe : maitresse instituteur professeur
sport : courir course natation piscine yoga football foot tennis badminton escalade randonnee velo joue
instrument : guitare violon batterie violoncelle flute trompette
langue : espagnol anglais allemand italien cours
deteste aime prefere adore : supporte
prix coute coutait paye cher : euros achete
manger regime nourriture : vegetarien vegetarienne vegan viande poisson allergie allergique
vacances voyage : vol avion hotel plage
livre lis lire roman : chapitre
poids pese : kg kilos
`;

const SPANISH = `
vivo vives vivir vivia viviamos direccion domicilio resido : mude mudamos mudanza piso casa apartamento alquiler ciudad
trabajo trabajas trabajar empleo empresa puesto : contrataron oficina companero
jefe jefa encargado : equipo dirige
sueldo salario gano ingresos : bruto neto aumento
coche carro auto conduzco vehiculo : seat renault toyota golf gasolina diesel
ordenador computadora portatil : macbook thinkpad dell
medico doctor doctora : dr consulta
dentista : diente muela
oculista oftalmologo vista ojos : gafas optica lentillas
medicina medicamento medicacion dosis pastilla pastillas : mg comprimido antibiotico
leche : lactosa lacteos
precio precios cuesta costo coste pague caro : euros compre
alergia alergias alergico alergica intolerante : cacahuete cacahuetes nueces lactosa gluten penicilina polen
hijos ninos : hijo hija bebe
padres : madre padre mama papa
madre : mama
padre : papa
marido esposa esposo mujer casado casada : boda
mascota mascotas : perro perra gato gata conejo
cumpleanos edad : nacio naci anos
escuela colegio clase : profesora profesor maestra maestro
deporte gimnasio ejercicio : correr nadar natacion yoga futbol tenis padel escalada pilates bici
instrumento : guitarra violin bateria flauta trompeta
idioma lengua : frances ingles aleman italiano curso
comida comer alimentos alimento dieta : lactosa vegetariano vegetariana vegano vegana carne pescado alergia alergico alergica
vacaciones viaje : vuelo avion hotel playa
libro leo novela : capitulo
peso : kg kilos
`;

const PORTUGUESE = `
moro mora moramos morar vivo vivemos viver endereco casa : mudei mudamos mudanca apartamento aluguel alugada alugado bairro cidade
trabalho trabalha trabalhei trabalhar emprego empresa profissao cargo : contratado contratada escritorio colega vaga professor professora engenheiro engenheira analista
chefe gestor gestora patrao : equipe equipa dirige gerente
salario ganho renda : bruto liquido aumento
carro automovel veiculo dirijo conduzo : fiat volkswagen toyota honda renault gasolina garagem moto
celular telemovel telefone : iphone samsung galaxy
computador notebook portatil : macbook thinkpad dell
medico medica doutor doutora : dr dra consulta clinica
dentista : dente canal siso
remedio remedios medicamento comprimido dose : mg receita antibiotico dipirona ibuprofeno
alergia alergias alergico alergica intolerante : amendoim nozes camarao lactose gluten penicilina polen
leite : lactose
criancas : filho filha bebe
marido esposa mulher casado casada : casamento
namorado namorada companheiro companheira : juntos noivo noiva
bicho estimacao pet animal animais : cachorro cadela cao gato gata coelho
aniversario idade : nasceu nasci anos
escola colegio turma creche : professora professor
esporte desporto academia exercicio treino : correr corrida nadar natacao yoga futebol tenis surf pilates
instrumento : violao guitarra piano bateria flauta
idioma lingua : ingles frances espanhol alemao italiano curso aula
comida comer dieta alimentos : vegetariano vegetariana vegano vegana carne peixe alergia
bebo bebida : cafe cerveja vinho cha suco
ferias viagem viajei viajamos : voo aviao hotel praia pousada fomos
preco custa custou paguei : reais euros comprei
livro leio romance : capitulo
filme serie : episodio netflix
peso : kg quilos
`;

const ITALIAN = `
vivo vivevo vivevamo abito abitavo abitare casa indirizzo : trasferito trasferita trasferiti traslocato trasloco appartamento affitto quartiere citta
lavoro lavori lavoravo lavorare impiego azienda ditta professione mestiere : assunto assunta ufficio collega insegnante ingegnere
capo responsabile : squadra dirige
stipendio guadagno : lordo netto aumento
macchina auto guido veicolo : fiat golf toyota renault panda benzina
telefono cellulare : iphone samsung galaxy
computer portatile : macbook thinkpad dell
medico dottore dottoressa : dott studio visita
dentista : dente denti
oculista occhi vista : occhiali lenti
farmaco farmaci medicina medicine dose : mg compressa compresse antibiotico
allergia allergie allergico allergica intollerante : arachidi noci lattosio glutine penicillina polline
latte : lattosio
figli bambini : figlio figlia bimbo bimba
genitori : madre padre mamma papa
nonni : nonna nonno
marito moglie sposato sposata : matrimonio
fidanzato fidanzata compagno compagna : insieme
animale animali : cane gatto gatta coniglio
compleanno eta : nato nata anni
scuola asilo classe : maestra maestro professoressa
sport palestra : correre corsa nuoto yoga calcio tennis
strumento : chitarra violino pianoforte batteria flauto
lingua : inglese francese spagnolo tedesco corso
cibo mangiare mangio dieta : vegetariano vegetariana vegano vegana carne pesce allergia allergico
bevo bere bevanda : caffe birra vino
vacanza vacanze ferie viaggio : volo aereo albergo spiaggia mare
prezzo costa costato pagato : euro comprato
libro leggo romanzo : capitolo
peso : kg chili
`;

/** In simplified characters, as texts are indexed; words of two, which are the pairs of the index. */
const CHINESE = `
住 地址 住址 住处 住所 : 房子 公寓 小区 租房 房租 房东 搬 搬家 市区 号楼
公司 工作 职业 职位 职称 岗位 上班 单位 : 入职 跳槽 同事 经理 工程 专员 主管 老师 设计 会计
上司 老板 领导 主管 经理 : 带队 接手 团队 汇报
同事 : 部门 组员 搭档
薪水 工资 薪资 月薪 年薪 收入 : 加薪 涨薪 税前 税后 奖金 薪
车 汽车 车子 : 特斯拉 丰田 本田 宝马 奔驰 奥迪 比亚 油车 电车 摩托 车位 加油 充电
手机 : 苹果 华为 小米 三星 iphone
电脑 笔记 : 台式 键盘 屏幕 macbook thinkpad 联想
游戏 : switch xbox playstation
价格 多少钱 价钱 : 花了 元 块 买
付款 付钱 : 刷卡 分期 微信
医生 大夫 医院 门诊 : 看诊 复诊 挂号 诊所 主治
牙医 : 牙 牙齿 洗牙 补牙
药 药物 用药 吃药 剂量 : 毫克 药片 胶囊 处方 降压 抗生
过敏 : 花生 海鲜 虾 坚果 牛奶 青霉 花粉 麸质
孩子 小孩 子女 : 儿子 女儿 宝宝 老大 老二
父母 爸妈 : 爸爸 妈妈 父亲 母亲
兄弟 姐妹 : 哥哥 弟弟 姐姐 妹妹
对象 伴侣 男友 女友 : 交往 恋爱 分手
宠物 : 狗 猫 犬 兔子 仓鼠 小狗 小猫 鹦鹉 乌龟
年龄 岁 : 出生 生日
学校 班级 幼儿 : 年级 小学 中学 老师 班导
运动 健身 锻炼 : 跑步 游泳 瑜伽 篮球 足球 网球 羽毛 爬山 骑车 攀岩 重训
户外 : 爬山 徒步 露营 骑车 郊山 钓鱼
乐器 : 钢琴 吉他 小提 大提 鼓 长笛
语言 外语 : 日语 英语 法语 德语 韩语 日文 英文
饮食 吃 能吃 忌口 : 素食 吃素 海鲜 牛肉 猪肉 荤 过敏
喝 饮料 : 咖啡 茶 啤酒 拿铁 果汁
旅行 旅游 度假 : 机票 航班 酒店 饭店 民宿
书 小说 : 看完 作者
体重 : 公斤 斤 千克 胖 瘦
身高 : 公分 厘米
银行 账户 : 存款 信用 刷卡
保险 : 保单 理赔 保费
爱好 兴趣 : 喜欢 摄影 画画
爱喝 爱吃 爱看 爱听 爱玩 最爱 喜欢 :
密码 : 密码管 口令
邻居 : 隔壁 楼上 楼下
`;

const JAPANESE = `
住所 住 自宅 家 : 引越 越 マン アパ 賃貸 大家 家賃 実家 部屋
仕事 会社 職業 職種 勤務 勤 職場 : 入社 転職 同僚 就職 部署 担当 働 正社 派遣
上司 課長 部長 店長 社長 : チー
給料 年収 月給 収入 : 昇給 手取 賞与
车 自動 运転 : トヨ ホン 日産 テス 軽自 車検 駐車 ガソ
電話 携帯 スマ : アイ ギャ
パソ : ノー マッ
医者 病院 医師 先生 クリ : 診察 通院 診療 内科 外科 かか 主治
歯医 歯科 : 歯 虫歯 親知 抜
薬 服用 : 錠 処方 毎朝
アレ : えび かに 海老 蟹 甲殻 花粉 小麦 乳製 牛乳 そば ピー ナッ
甲殻 : えび かに 海老 蟹
子供 : 息子 娘 長男 長女
両親 : 父 母
兄弟 姉妹 : 兄 弟 姉 妹
妻 夫 結婚 配偶 : 夫婦 家内 主人
恋人 彼女 彼氏 : 付き 交際 婚約
ペッ 飼 動物 : 犬 猫 柴犬 ハム
誕生 年齢 歳 : 生ま
学校 保育 幼稚 : 担任 年生 小学 中学 高校
大学 専攻 : 学部 卒業 入学 学科
運動 スポ ジム : ヨガ 水泳 泳 走 ラン テニ サッ 野球 登山 筋ト ボル
楽器 : ピア ギタ 弾
語学 言語 外国 : 英語 フラ 中国 韓国 スペ ドイ
趣味 : 写真 料理 釣り 登山 読書
食事 食 : 菜食 肉 魚 アレルギー
飲 飲み : コー お茶 ビー ワイ 紅茶
旅行 休暇 : 飛行 ホテ 温泉 旅館 泊
値段 価格 費用 いく : 円 万円 払
テレ 在宅 リモ :
体重 : キロ 痩
`;

const KOREAN = `
집 주소 사는 거주 : 아파 이사 월세 전세 동네 원룸 자취
회사 직장 직업 일하 근무 : 입사 이직 취직 출근 퇴사 담당 부서
상사 팀장 : 맡 부장
월급 연봉 급여 : 인상 세전 세후
차 자동 : 현대 기아 아반 테슬
휴대 핸드 : 아이 갤럭
컴퓨 노트 : 맥북
의사 병원 : 진료 예약 원장 내과 외과 검진
치과 : 이빨 스케 충치
약 복용 : 알약 처방 아침
알레 : 땅콩 견과 새우 우유 꽃가 복숭
견과 : 땅콩 호두 아몬
아이 자녀 : 아들 딸
부모 : 아버 어머
형제 자매 : 누나 언니 오빠 동생
남편 아내 결혼 배우 : 부부
애인 : 사귀 약혼
반려 애완 : 강아 고양 햄스
학교 어린 : 선생 담임 학년 초등
대학 전공 : 학과 졸업 입학
운동 : 자전 수영 헬스 요가 축구 등산 달리 러닝 테니 필라
악기 : 피아 기타 드럼 첼로
언어 외국 : 영어 일본 중국 스페 프랑
취미 : 사진 등산 낚시 독서
음식 먹으 먹는 : 알레 채식 고기
마시 음료 : 커피 맥주
여행 휴가 : 비행 호텔 숙소
미팅 회의 :
가격 비용 : 만원 결제
몸무 체중 : 킬로
`;

export interface EverydayRow {
  asked: readonly string[];
  telling: readonly string[];
}

/** By language, a relation a row. */
export const everydayRows = {
  en: rowsOf(ENGLISH),
  de: rowsOf(GERMAN),
  fr: rowsOf(FRENCH),
  es: rowsOf(SPANISH),
  pt: rowsOf(PORTUGUESE),
  it: rowsOf(ITALIAN),
  zh: rowsOf(CHINESE),
  ja: rowsOf(JAPANESE),
  ko: rowsOf(KOREAN),
};

function rowsOf(table: string): EverydayRow[] {
  return table
    .trim()
    .split('\n')
    .map((row) => {
      const [asked = '', telling = ''] = row.split(' :');
      return { asked: wordsIn(asked), telling: wordsIn(telling) };
    });
}

function wordsIn(text: string): string[] {
  return text.split(' ').filter((word) => word !== '');
}
