/** What people type when asked where they are from, and the code it means; '-' where nobody can know. */
export const spellings = `
cuzco 080000
Qosqo 080000
qusqumanta kani 080000
CUSCO 080000
el cusco 080000
soy del cusco 080000
cusco peru 080000
provincia de cusco 080100
distrito de cusco 080101
cusco, cusco 080100
cusco cusco cusco 080101
huaraz 020100
Huaráz 020100
huaras 020100
wara's 020100
ancash 020000
áncash 020000
huaraz ancash 020100
huaraz - áncash 020100
lima 150000
Lima, Perú 150000
lima metropolitana 150100
lima provincias 150000
cercado de lima 150101
lima cercado 150101
callao 070000
el callao 070000
callao callao 070100
sjl 150132
S.J.L. 150132
s j l 150132
san juan lurigancho 150132
san juan de lurigancho 150132
sn juan de lurigancho 150132
san juan de luriganxo 150132
sanjuandelurigancho 150132
s.j. de lurigancho 150132
sjl lima 150132
lima sjl 150132
lima - san juan de lurigancho 150132
smp 150135
san martin de porras 150135
san martin de porres 150135
sjm 150133
san juan de miraflores 150133
vmt 150143
villa maria del triunfo 150143
villa maria 150143
ves 150142
villa el salvador 150142
villa salvador 150142
surco 150140
santiago de surco 150140
los olivos 150117
los olivos lima 150117
olivos 150117
ate 150103
ate vitarte 150103
ate-vitarte 150103
vitarte 150103
chosica 150118
lurigancho chosica 150118
comas -
comas lima 150110
carabayllo 150106
carabaillo 150106
puente piedra 150125
pte piedra 150125
independencia -
independencia lima 150112
independencia huaraz 020105
miraflores -
miraflores lima 150122
miraflores, lima, lima 150122
lima miraflores 150122
miraflores arequipa 040110
san isidro -
san isidro lima 150131
la victoria -
la victoria chiclayo 140106
la victoria, lima 150115
la molina 150114
breña 150105
brena 150105
rimac 150128
el rimac 150128
jesus maria 150113
jesus maria lima 150113
lince 150116
pueblo libre lima 150121
magdalena del mar 150120
magdalena -
san borja 150130
san luis lima 150134
el agustino 150111
agustino 150111
santa anita 150137
ventanilla 070106
ventanilla callao 070106
mi peru 070107
mi perú, callao 070107
la perla 070104
bellavista -
bellavista callao 070102
la libertad 130000
LA LIBERTAD 130000
la livertad 130000
trujillo 130100
trujiyo 130100
trugillo 130100
trujillo la libertad 130100
el porvenir -
el porvenir trujillo 130102
la esperanza trujillo 130105
victor larco 130111
arequipa 040000
arekipa 040000
ariqipa 040000
aqp 040000
arequipa cercado 040101
cercado de arequipa 040101
arequipa arequipa 040100
cerro colorado 040104
cayma 040103
cayma arequipa 040103
paucarpata 040112
jlbyr 040129
bustamante y rivero 040129
j.l. bustamante y rivero 040129
camana 040200
mollendo 040701
majes 040520
puno 210000
punu 210000
punumanta kani 210000
puno, juliaca 211101
juliaca 211101
xuliaca 211101
juliaka 211101
juliaca puno 211101
ilave 210501
ilabe 210501
azangaro -
azangaro puno 210200
huancane 210600
wancane 210600
ayaviri -
juli 210401
yunguyo 211300
ayacucho 050000
ayakuchu 050000
huamanga 050100
wamanga 050100
huanta 050400
huanta ayacucho 050400
vilcashuaman 051100
apurimac 030000
apurímac 030000
abancay 030100
abankay 030100
andahuaylas 030200
andahuailas 030200
chincheros apurimac 030600
cajamarca 060000
qasamarka -
kajamarca 060000
cajamrca 060000
jaen 060800
chota 060400
celendin 060300
bambamarca -
bambamarca hualgayoc 060701
huancavelica 090000
wankawilka 090000
huancabelica 090000
lircay 090301
huanuco 100000
wanuku 100000
guanuco 100000
tingo maria 100600
tingomaria 100600
amarilis 100102
ica 110000
ika -
pisco 110500
nasca 110300
nazca 110300
chincha 110200
chincha alta 110201
junin 120000
junim 120000
huancayo 120100
wancayo 120100
huancallo 120100
uancayo 120100
el tambo huancayo 120114
chilca -
chilca huancayo 120107
tarma 120700
la oroya 120801
oroya 120801
satipo 120600
chanchamayo 120300
la merced -
la merced chanchamayo 120301
pichanaki 120303
perene 120302
lambayeque 140000
lambayeke 140000
chiclayo 140100
chiclallo 140100
chiklayo 140100
ferreñafe 140200
ferrenafe 140200
jlo 140105
mochumi 140305
olmos 140308
loreto 160000
iquitos 160101
ikitos 160101
yquitos 160101
iquitos loreto 160101
maynas 160100
yurimaguas 160201
nauta 160301
punchana 160108
madre de dios 170000
madrededios 170000
mdd 170000
puerto maldonado 170100
pto maldonado 170100
tambopata 170100
moquegua 180000
moquehua 180000
ilo 180300
pasco 190000
cerro de pasco 190100
oxapampa 190300
villa rica 190307
villarica 190307
piura 200000
piurra 200000
sullana 200600
talara 200700
paita 200500
payta 200500
chulucanas 200401
sechura 200800
castilla -
castilla piura 200104
26 de octubre 200115
veintiseis de octubre 200115
catacaos 200105
san martin 220000
region san martin 220000
tarapoto 220901
moyobamba 220100
mollobamba 220100
rioja 220800
juanjui 220601
juanjuy 220601
tocache 221000
tacna 230000
takna 230000
heroica tacna 230000
gregorio albarracin 230110
alto de la alianza 230102
tumbes 240000
tunbes 240000
zarumilla 240300
aguas verdes 240302
ucayali 250000
ucayaly 250000
pucallpa 250100
pukallpa 250100
pucalpa 250100
yarinacocha 250105
amazonas 010000
chachapoyas 010100
bagua 010200
bagua grande 010701
condorcanqui 010400
nieva 010401
utcubamba 010700
chimbote 021801
chinbote 021801
nuevo chimbote 021809
chimbote, santa, ancash 021801
casma 020800
caraz 021201
yungay 022000
huari 021000
quillabamba 080900
la convencion 080900
sicuani 080601
urubamba 081300
ollantaytambo 081306
machu picchu 081304
espinar 080800
yauri 080800
santo tomas cusco 080701
pichari 080910
kimbiri 080907
vraem -
VRAEM -
selva central -
santa rosa -
santa rosa melgar puno 210808
santa rosa, puno, melgar 210808
santa rosa lima 150139
san miguel -
san miguel lima 150136
san miguel cajamarca 061100
san juan -
san pedro -
santiago -
santiago ica 110111
wanchaq 080108
huanchac 080108
san sebastian cusco 080105
san jeronimo cusco 080104
san jeronimo -
huacho 150801
huacho lima 150801
barranca lima 150200
cañete 150500
canete 150500
san vicente de cañete 150501
huaral 150600
huarochiri 150700
canta 150400
concepcion -
concepcion junin 120200
jauja 120400
xauxa 120400
soy de puno 210000
vivo en juliaca 211101
yo vivo en san juan de lurigancho 150132
vengo de ayaviri puno 210801
somos de la provincia de espinar cusco 080800
distrito de yanahuara, arequipa 040126
distrito yanahuara 040126
departamento de loreto 160000
región Junín 120000
region de cajamarca 060000
en huancayo pe 120100
aqui en chiclayo 140100
de la ciudad de tacna 230000
barrio san jose juliaca 211101
urb. los jardines, trujillo 130100
comunidad de chinchero cusco 081302
chinchero 081302
vivo en una comunidad cerca de sicuani 080601
desde iquitos con amor 160101
soy cusqueña 080000
chalaco 070000
🇵🇪 Puno 210000
Puno!!! 210000
  puno   210000
PUNO. 210000
"puno" 210000
hola -
no se -
nose -
no soy de lima -
todo el peru -
peru -
nacional -
nada -
casa -
mi casa -
la union -
la union piura 200110
la paz bolivia -
chile -
madrid -
norte -
selva -
asdfgh -
jajaja -
12345 -
si -
menu -
quiero proponer algo -
basura en el rio -
`
  .split('\n')
  .map((line) => /^(.*?)\s+(\d{6}|-)$/.exec(line))
  .filter((match) => match !== null)
  .map((match) => ({ typed: match[1] ?? '', code: match[2] === '-' ? null : (match[2] ?? null) }));
