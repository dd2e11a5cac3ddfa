/** The words around a place's name, and words that are never a misspelt place. */

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** May stand beside a name without meaning anything: "yo soy de …, Perú". */
export const fillers = words(`
  yo soy somos nosotros vivo vivimos vengo venimos estoy estamos resido naci es era seria mi mis nuestra nuestro
  aqui aca alla ahi por para en desde de del la las el los d toda todo todita de el lugar zona sector parte
  ciudad pueblo cercado capital peru hola buenas buenos dias tardes noches gracias porfa pe pues causa amigo amiga
  kani kanchu tiyani llaqta llaqtamanta marka markata jiwa ukan jakta region regiones municipalidad muni
`);

/** Words that say which level is meant: "distrito de Cusco". */
export const levelWords: Readonly<Record<string, 'department' | 'province' | 'district'>> = {
  region: 'department',
  reg: 'department',
  departamento: 'department',
  depto: 'department',
  dpto: 'department',
  dep: 'department',
  provincia: 'province',
  prov: 'province',
  distrito: 'district',
  dist: 'district',
  dto: 'district',
  cercado: 'district',
};

/** Before something smaller than a district: what follows is not our business. */
export const smaller = words(`
  barrio urb urbanizacion asent asentamiento aahh aa hh caserio centro poblado cp ccpp anexo comunidad campesina
  nativa jr jiron av avenida calle mz lt manzana lote cerca cerquita altura pasaje coop cooperativa fundo sector
`);

/** Before a name inside a sentence. */
export const leadsIn = words('de del en desde distrito provincia region departamento ciudad');

/** "No soy de Lima" is no answer. */
export const refusals = words('no ni nunca tampoco ninguno ninguna mana manam janiwa excepto menos salvo');

/** Everyday words whose spelling lies near a place's name. */
export const commonWords = words(`
  hola casa casas nada nadie todos todas todo norte centro selva sierra costa pais nacion nacional local mundo campo
  nose noche tarde manana gente persona mujer hombre nino nina senor senora mama papa amigo agua tierra basura calle
  parque colegio escuela hospital posta obra obras plata dinero coima robo voto idea ideas propuesta ayuda menu
  cancelar salir volver atras enviar listo bueno buena bien mal malo claro vale gracias chau adios otro otra otros
  ninguno ninguna quien donde cuando como porque cual cuanto mismo mucho poco mas menos siempre nunca ahora luego
  hoy ayer lunes martes miercoles jueves viernes sabado domingo enero febrero marzo abril mayo junio julio agosto
  octubre chile bolivia ecuador colombia brasil argentina venezuela mexico espana madrid europa america china japon
  estados unidos paz salud vida amor dios santos cristo perro gato corrupcion ambiente libre limpio quiero tengo
  vivir tambien nuestro nuestra ciudad pueblo region provincia distrito departamento casero chamba causa panas
  presidente congreso alcalde gobierno estado mercado plaza puente camino carretera playa lago laguna cerro valle
  monte bosque mina minas minera plantas animal animales chacra chacras papas leche carne queso cuy sopa
`);
