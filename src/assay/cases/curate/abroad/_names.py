"""Names of capitals, languages, elements and days in Spanish and Chinese, beside the English ones of the packaged facts."""

from __future__ import annotations

from assay.cases.curate._words import words

__all__ = ["CAPITALS", "DAYS", "ELEMENTS", "FEMININE", "LANGUAGE_NAMES", "MONTHS", "PARTS"]

Pair = tuple[str, str]

CAPITALS: dict[str, Pair] = {
    "Abuja": ("Abuya", "阿布贾"),
    "Accra": ("Acra", "阿克拉"),
    "Addis Ababa": ("Adís Abeba", "亚的斯亚贝巴"),
    "Algiers": ("Argel", "阿尔及尔"),
    "Amman": ("Amán", "安曼"),
    "Amsterdam": ("Ámsterdam", "阿姆斯特丹"),
    "Antananarivo": ("Antananarivo", "塔那那利佛"),
    "Asunción": ("Asunción", "亚松森"),
    "Athens": ("Atenas", "雅典"),
    "Baghdad": ("Bagdad", "巴格达"),
    "Bamako": ("Bamako", "巴马科"),
    "Bangkok": ("Bangkok", "曼谷"),
    "Beijing": ("Pekín", "北京"),
    "Beirut": ("Beirut", "贝鲁特"),
    "Belgrade": ("Belgrado", "贝尔格莱德"),
    "Berlin": ("Berlín", "柏林"),
    "Bogotá": ("Bogotá", "波哥大"),
    "Bratislava": ("Bratislava", "布拉迪斯拉发"),
    "Brasília": ("Brasilia", "巴西利亚"),
    "Brussels": ("Bruselas", "布鲁塞尔"),
    "Bucharest": ("Bucarest", "布加勒斯特"),
    "Budapest": ("Budapest", "布达佩斯"),
    "Buenos Aires": ("Buenos Aires", "布宜诺斯艾利斯"),
    "Cairo": ("El Cairo", "开罗"),
    "Canberra": ("Canberra", "堪培拉"),
    "Caracas": ("Caracas", "加拉加斯"),
    "Copenhagen": ("Copenhague", "哥本哈根"),
    "Dakar": ("Dakar", "达喀尔"),
    "Damascus": ("Damasco", "大马士革"),
    "Doha": ("Doha", "多哈"),
    "Dublin": ("Dublín", "都柏林"),
    "Gaborone": ("Gaborone", "哈博罗内"),
    "Hanoi": ("Hanói", "河内"),
    "Harare": ("Harare", "哈拉雷"),
    "Havana": ("La Habana", "哈瓦那"),
    "Helsinki": ("Helsinki", "赫尔辛基"),
    "Islamabad": ("Islamabad", "伊斯兰堡"),
    "Kampala": ("Kampala", "坎帕拉"),
    "Kathmandu": ("Katmandú", "加德满都"),
    "Khartoum": ("Jartum", "喀土穆"),
    "Kingston": ("Kingston", "金斯敦"),
    "Kyiv": ("Kiev", "基辅"),
    "Lima": ("Lima", "利马"),
    "Lisbon": ("Lisboa", "里斯本"),
    "Ljubljana": ("Liubliana", "卢布尔雅那"),
    "London": ("Londres", "伦敦"),
    "Luanda": ("Luanda", "罗安达"),
    "Lusaka": ("Lusaka", "卢萨卡"),
    "Madrid": ("Madrid", "马德里"),
    "Managua": ("Managua", "马那瓜"),
    "Manila": ("Manila", "马尼拉"),
    "Maputo": ("Maputo", "马普托"),
    "Mogadishu": ("Mogadiscio", "摩加迪沙"),
    "Montevideo": ("Montevideo", "蒙得维的亚"),
    "Nairobi": ("Nairobi", "内罗毕"),
    "New Delhi": ("Nueva Delhi", "新德里"),
    "Oslo": ("Oslo", "奥斯陆"),
    "Ottawa": ("Ottawa", "渥太华"),
    "Paris": ("París", "巴黎"),
    "Port-au-Prince": ("Puerto Príncipe", "太子港"),
    "Prague": ("Praga", "布拉格"),
    "Quito": ("Quito", "基多"),
    "Rabat": ("Rabat", "拉巴特"),
    "Reykjavik": ("Reikiavik", "雷克雅未克"),
    "Riga": ("Riga", "里加"),
    "Riyadh": ("Riad", "利雅得"),
    "Rome": ("Roma", "罗马"),
    "San José": ("San José", "圣何塞"),
    "San Salvador": ("San Salvador", "圣萨尔瓦多"),
    "Santiago": ("Santiago", "圣地亚哥"),
    "Seoul": ("Seúl", "首尔"),
    "Sofia": ("Sofía", "索非亚"),
    "Stockholm": ("Estocolmo", "斯德哥尔摩"),
    "Suva": ("Suva", "苏瓦"),
    "Tallinn": ("Tallin", "塔林"),
    "Tegucigalpa": ("Tegucigalpa", "特古西加尔巴"),
    "Tehran": ("Teherán", "德黑兰"),
    "Tirana": ("Tirana", "地拉那"),
    "Tokyo": ("Tokio", "东京"),
    "Ulaanbaatar": ("Ulán Bator", "乌兰巴托"),
    "Vienna": ("Viena", "维也纳"),
    "Vientiane": ("Vientián", "万象"),
    "Vilnius": ("Vilna", "维尔纽斯"),
    "Warsaw": ("Varsovia", "华沙"),
    "Washington D.C.": ("Washington D. C.", "华盛顿"),
    "Wellington": ("Wellington", "惠灵顿"),
    "Windhoek": ("Windhoek", "温得和克"),
    "Yaoundé": ("Yaundé", "雅温得"),
    "Zagreb": ("Zagreb", "萨格勒布"),
}
"""Capitals whose names are settled in both languages."""

LANGUAGE_NAMES: dict[str, Pair] = {
    "Albanian": ("albanés", "阿尔巴尼亚语"),
    "Arabic": ("árabe", "阿拉伯语"),
    "Bulgarian": ("búlgaro", "保加利亚语"),
    "Chinese": ("chino", "中文"),
    "Croatian": ("croata", "克罗地亚语"),
    "Danish": ("danés", "丹麦语"),
    "Dutch": ("neerlandés", "荷兰语"),
    "English": ("inglés", "英语"),
    "Estonian": ("estonio", "爱沙尼亚语"),
    "French": ("francés", "法语"),
    "German": ("alemán", "德语"),
    "Greek": ("griego", "希腊语"),
    "Hungarian": ("húngaro", "匈牙利语"),
    "Icelandic": ("islandés", "冰岛语"),
    "Italian": ("italiano", "意大利语"),
    "Japanese": ("japonés", "日语"),
    "Korean": ("coreano", "韩语"),
    "Latvian": ("letón", "拉脱维亚语"),
    "Lithuanian": ("lituano", "立陶宛语"),
    "Mongolian": ("mongol", "蒙古语"),
    "Nepali": ("nepalí", "尼泊尔语"),
    "Persian": ("persa", "波斯语"),
    "Polish": ("polaco", "波兰语"),
    "Portuguese": ("portugués", "葡萄牙语"),
    "Romanian": ("rumano", "罗马尼亚语"),
    "Slovak": ("eslovaco", "斯洛伐克语"),
    "Slovenian": ("esloveno", "斯洛文尼亚语"),
    "Spanish": ("español", "西班牙语"),
    "Swedish": ("sueco", "瑞典语"),
    "Thai": ("tailandés", "泰语"),
    "Ukrainian": ("ucraniano", "乌克兰语"),
    "Vietnamese": ("vietnamita", "越南语"),
}

PARTS: dict[str, Pair] = {
    "Africa": ("África", "非洲"),
    "Americas": ("América", "美洲"),
    "Asia": ("Asia", "亚洲"),
    "Europe": ("Europa", "欧洲"),
    "Oceania": ("Oceanía", "大洋洲"),
}

_ES_ELEMENTS = words(
    "hidrógeno helio litio berilio boro carbono nitrógeno oxígeno flúor neón sodio magnesio aluminio silicio fósforo "
    "azufre cloro argón potasio calcio escandio titanio vanadio cromo manganeso hierro cobalto níquel cobre zinc galio "
    "germanio arsénico selenio bromo kriptón rubidio estroncio itrio circonio niobio molibdeno tecnecio rutenio rodio "
    "paladio plata cadmio indio estaño antimonio telurio yodo xenón cesio bario lantano cerio praseodimio neodimio "
    "prometio samario europio gadolinio terbio disprosio holmio erbio tulio iterbio lutecio hafnio tantalio wolframio "
    "renio osmio iridio platino oro mercurio talio plomo bismuto polonio astato radón"
)
_ZH_ELEMENTS = tuple(
    "氢氦锂铍硼碳氮氧氟氖钠镁铝硅磷硫氯氩钾钙钪钛钒铬锰铁钴镍铜锌镓锗砷硒溴氪铷锶钇锆铌钼锝钌铑钯银镉铟锡锑碲碘氙铯钡"
    "镧铈镨钕钷钐铕钆铽镝钬铒铥镱镥铪钽钨铼锇铱铂金汞铊铅铋钋砹氡"
)
ELEMENTS: dict[int, Pair] = dict(enumerate(zip(_ES_ELEMENTS, _ZH_ELEMENTS, strict=True), 1))
"""By atomic number, to radon (86)."""
FEMININE = frozenset({"plata"})

DAYS: dict[str, Pair] = {
    "Monday": ("lunes", "星期一"),
    "Tuesday": ("martes", "星期二"),
    "Wednesday": ("miércoles", "星期三"),
    "Thursday": ("jueves", "星期四"),
    "Friday": ("viernes", "星期五"),
    "Saturday": ("sábado", "星期六"),
    "Sunday": ("domingo", "星期日"),
}
MONTHS = words("enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre")
