import type { DefaultCategory } from '../../model/categories.js';

interface CategoryWords {
  /** Whole words, folded, in English, German, French and Spanish; `-` stands for the rest of a word, a space joins. */
  words: string;
  /** Chinese and Japanese, found anywhere. */
  eastern: string;
}

/**
 * Words of which each by itself tells what a text is about. A word with a second meaning is left out
 * ("bank", "run", "set", "match"): what has no category is found as well, what has a wrong one misleads.
 */
export const categoryWords: Readonly<Partial<Record<DefaultCategory, CategoryWords>>> = {
  personal_details: {
    words: `my name is|i am called|was born in|were born in|birthday|birth date|date of birth|years old|mother tongue|native language|nationality|phone number|home address|lives in|i live in|ich heisse|geburtstag|geboren|staatsangehorigkeit|muttersprache|je m'appelle|je suis ne|anniversaire|nationalite|langue maternelle|me llamo|cumpleanos|naci en|nacionalidad|lengua materna`,
    eastern:
      '我叫|我的名字|出生于|生日|国籍|母语|岁了|住在|私の名前|誕生日|生まれ|国籍|母語|歳です|に住んで',
  },
  family: {
    words: `mother|father|mum|mom|mommy|daddy|parents|sister|brother|sibling|siblings|daughter|stepson|stepdaughter|stepmother|stepfather|husband|wife|grandmother|grandfather|grandma|grandpa|granddaughter|grandson|grandparents|aunt|uncle|cousin|niece|nephew|mother-in-law|in-laws|fiance|fiancee|mutter|vater|eltern|schwester|bruder|geschwister|tochter|ehemann|ehefrau|oma|opa|grossmutter|grossvater|tante|onkel|neffe|nichte|schwieger-|mere|pere|soeur|frere|epouse|epoux|grand-mere|grand-pere|oncle|neveu|madre|padre|hermana|hermano|hija|hijo|esposa|esposo|abuela|abuelo|sobrina|sobrino|tia|tio`,
    eastern:
      '妈妈|爸爸|母亲|父亲|姐姐|妹妹|哥哥|弟弟|女儿|儿子|丈夫|妻子|老婆|老公|爷爷|奶奶|外公|外婆|叔叔|阿姨|表妹|表哥|家人|父母|孩子|お母さん|お父さん|母親|父親|姉が|妹が|妹は|兄が|弟が|娘が|娘は|息子|夫が|夫は|妻が|妻は|祖母|祖父|叔母|叔父|従兄弟|両親|家族',
  },
  professional_details: {
    words: `my job|job interview|works as|work as|working as|works at|works for|work for|employer|employee|coworker|co-worker|colleague|colleagues|my boss|promotion|promoted|salary|freelance|freelancer|career|resume|profession|occupation|self-employed|internship|resigned|laid off|engineer|accountant|nurse|teacher|lawyer|arbeitet als|arbeite als|arbeitgeber|arbeitskollege|kollegin|kollegen|beruf|gehalt|bewerbung|selbststandig|vorstellungsgesprach|befordert|travaille comme|travaille chez|employeur|collegue|salaire|metier|entretien d'embauche|stagiaire|trabaja como|trabajo como|trabaja en|empleador|companera de trabajo|sueldo|entrevista de trabajo|empleo`,
    eastern:
      '工作是|同事|老板|上司|升职|工资|薪水|跳槽|面试|职业|公司上班|工程师|会计|律师|老师|实习|働いて|会社員|同僚|上司|昇進|給料|転職|面接|職業|エンジニア|勤務',
  },
  sports: {
    words: `football|soccer|basketball|volleyball|baseball|hockey|cricket|rugby|tennis|badminton|golf|swimming|marathon|triathlon|cycling|skiing|snowboard-|climbing|bouldering|surfing|gymnastics|boxing|karate|judo|yoga|pilates|gym|jogging|athlete|fussball|handball|schwimmen|radfahren|klettern|turnen|laufverein|natation|cyclisme|escalade|course a pied|randonnee|futbol|baloncesto|natacion|ciclismo|escalada|gimnasio`,
    eastern:
      '足球|篮球|排球|网球|羽毛球|乒乓球|游泳|马拉松|滑雪|攀岩|健身房|瑜伽|跑步|骑行|太极|サッカー|野球|バスケ|テニス|水泳|マラソン|スキー|ジョギング|登山|ヨガ|ジムに|卓球|剣道|柔道',
  },
  travel: {
    words: `flight|flights|airport|airline|hotel|hostel|airbnb|passport|visa|itinerary|sightseeing|vacation|road trip|backpacking|tourist|layover|jet lag|flug|flughafen|reisepass|urlaub|reise nach|unterkunft|sehenswurdigkeiten|vol pour|aeroport|passeport|vacances|voyage|sejour|vuelo|aeropuerto|pasaporte|vacaciones|viaje|turismo`,
    eastern:
      '旅行|旅游|机票|航班|机场|酒店|护照|签证|度假|景点|出差|空港|航空券|飛行機|ホテル|パスポート|ビザ|観光|出張|旅館',
  },
  food: {
    words: `restaurant|recipe|cooking|cook|baking|breakfast|dinner|lunch|vegetarian|vegan|gluten|coffee|tea|wine|beer|pizza|pasta|sushi|cheese|bread|chocolate|soup|salad|dessert|cuisine|delicious|noodles|rezept|kochen|backen|fruhstuck|mittagessen|abendessen|vegetarisch|kaffee|wein|bier|kase|brot|lecker|recette|cuisiner|petit dejeuner|dejeuner|diner|vegetarien|cafe|vin|fromage|pain|receta|cocinar|desayuno|almuerzo|cena|vegetariano|vegetariana|vino|cerveza|queso|comida`,
    eastern:
      '餐厅|菜谱|做饭|烹饪|早餐|早饭|午饭|晚饭|晚餐|素食|咖啡|喝茶|绿茶|葡萄酒|啤酒|面条|米饭|火锅|饺子|好吃|蛋糕|甜点|レストラン|料理|朝食|昼食|夕食|朝ごはん|晩ごはん|ベジタリアン|コーヒー|紅茶|緑茶|ワイン|ビール|寿司|ラーメン|美味しい|おいしい|ケーキ',
  },
  music: {
    words: `music|musician|song|songs|concert|playlist|album|guitar|piano|violin|cello|drums|orchestra|choir|jazz|opera|spotify|musik|konzert|gitarre|klavier|geige|orchester|lied|musique|chanson|guitare|violon|chorale|musica|cancion|concierto|guitarra|coro`,
    eastern:
      '音乐|歌曲|唱歌|演唱会|吉他|钢琴|小提琴|乐队|歌手|专辑|音楽|歌手|コンサート|ギター|ピアノ|バイオリン|バンド|曲を|合唱',
  },
  health: {
    words: `allergic|allergy|allergies|doctor|hospital|surgery|medication|prescription|diabetes|asthma|migraine|insomnia|therapy|therapist|vaccine|vaccinated|diagnosed|symptom|symptoms|pregnant|dentist|blood pressure|cholesterol|injury|depression|anxiety|allergisch|allergie|arzt|arztin|krankenhaus|medikament|zahnarzt|schwanger|impfung|therapie|schlafstorung|blutdruck|allergique|medecin|hopital|medicament|dentiste|enceinte|vaccin|tension arterielle|alergico|alergica|alergia|medico|medica|hospital|medicamento|dentista|embarazada|vacuna`,
    eastern:
      '过敏|医生|医院|手术|吃药|药物|糖尿病|哮喘|失眠|疫苗|怀孕|牙医|血压|看病|住院|抑郁|焦虑|体检|アレルギー|医者|医師|病院|手術|薬を|糖尿病|喘息|不眠|ワクチン|妊娠|歯医者|血圧|入院|うつ病|健康診断',
  },
  technology: {
    words: `software|laptop|smartphone|iphone|android|linux|windows|macos|docker|kubernetes|python|javascript|typescript|rust|github|database|server|api|programming|programmer|algorithm|machine learning|neural network|gpu|router|wifi|firmware|backend|frontend|compiler|postgresql|sqlite|cloud|rechner|programmieren|datenbank|netzwerk|logiciel|ordinateur|programmation|base de donnees|reseau|ordenador|programacion|base de datos|programador|programadora|servidor`,
    eastern:
      '软件|电脑|手机|程序|编程|代码|服务器|数据库|算法|人工智能|机器学习|路由器|网络|ソフトウェア|パソコン|スマホ|プログラミング|サーバー|データベース|アルゴリズム|機械学習|人工知能|アプリ',
  },
  hobbies: {
    words: `hobby|hobbies|gardening|photography|knitting|crochet|pottery|woodworking|painting class|watercolor|watercolour|birdwatching|chess|board games|origami|stamp collecting|calligraphy|sewing|quilting|garten|gartnern|fotografieren|stricken|hakeln|topfern|schach|brettspiele|malen|passe-temps|jardinage|photographie|tricot|poterie|echecs|jeux de societe|aficion|jardineria|fotografia|tejer|ceramica|ajedrez|juegos de mesa`,
    eastern:
      '爱好|园艺|摄影|编织|陶艺|画画|书法|下棋|围棋|象棋|桌游|集邮|钓鱼|木工|趣味|園芸|写真を撮|編み物|陶芸|絵を描|書道|将棋|囲碁|釣り|手芸',
  },
  fashion: {
    words: `fashion|outfit|wardrobe|dress|skirt|jacket|sneakers|jeans|sweater|hoodie|jewelry|jewellery|earrings|necklace|handbag|lipstick|makeup|kleidung|kleid|schuhe|jacke|schmuck|ohrringe|mode|vetements|robe|chaussures|veste|bijoux|boucles d'oreilles|ropa|vestido|zapatos|chaqueta|joyas|pendientes`,
    eastern:
      '时尚|穿搭|衣服|裙子|外套|运动鞋|牛仔裤|毛衣|首饰|耳环|项链|口红|化妆|ファッション|ワンピース|スカート|ジャケット|スニーカー|ジーンズ|アクセサリー|ピアス|ネックレス|化粧|着物|洋服',
  },
  entertainment: {
    words: `movie|movies|film|films|cinema|netflix|tv show|tv series|documentary|novel|novels|podcast|anime|manga|comics|video game|video games|playstation|nintendo|xbox|theater|theatre|musical|kino|roman|fernsehserie|horspiel|videospiel|theaterstuck|roman policier|serie televisee|jeu video|jeux video|bande dessinee|pelicula|peliculas|novela|videojuego|videojuegos|teatro|serie de television`,
    eastern:
      '电影|电视剧|小说|动漫|漫画|纪录片|播客|电子游戏|游戏机|综艺|话剧|映画|ドラマ|小説|アニメ|漫画|ゲーム|ドキュメンタリー|舞台を',
  },
  milestones: {
    words: `got married|getting married|wedding|engaged to|graduated|graduation|gave birth|newborn|retired|retirement|moved to|moving to|new job|bought a house|first house|divorced|passed away|funeral|phd defence|phd defense|citizenship|geheiratet|hochzeit|verlobt|abschluss gemacht|in rente|umgezogen nach|verstorben|beerdigung|mariage|fiances|diplome|retraite|demenage|decede|enterrement|boda|se caso|graduado|graduacion|jubilado|jubilacion|se mudo|fallecio|funeral`,
    eastern:
      '结婚|婚礼|订婚|毕业|出生了|退休|搬到|搬家|新工作|买房|离婚|去世|葬礼|結婚|婚約|卒業|出産|退職|引っ越|転職|離婚|亡くな|葬式',
  },
  user_preferences: {
    words: `prefer|prefers|preferred|preference|favorite|favourite|favorites|favourites|i like|i love|i enjoy|likes to|loves to|enjoys|dislike|dislikes|i hate|hates|can't stand|would rather|user likes|user loves|fond of|bevorzugt|bevorzuge|am liebsten|lieblings-|mag ich|ich mag|ich liebe|ich hasse|prefere|preferee|j'aime|j'adore|je deteste|favori|prefiere|prefiero|favorito|favorita|me gusta|me encanta|odio|detesto`,
    eastern:
      '喜欢|更喜欢|最爱|最喜欢|偏好|偏爱|讨厌|不喜欢|热爱|好き|大好き|嫌い|お気に入り|好む|好み|苦手',
  },
};
