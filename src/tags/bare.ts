/** Texts that propose nothing: advertising, errands and outbursts, even when they borrow the words of an area. */

const advertising =
  /(?<!\p{L})(?:vendo|vendemos|compro|compramos|alquilo|ofertas?|descuentos?|inscribete|diplomado|delivery|prestamos?|creditos?|sin garantia|sin aval|por kilo|al interno|al privado|por interno|por whatsapp|escribeme|escribenos|llame|llama ya|reenvi\p{L}*|cadena de oracion|tour|full day|todo incluido|gana dinero|gana \d+|desde casa|al instante|vota asi|votemos por|vota por|lista \d+|bit ly|https?|sorteo gratis|clic aqui|adopcion)(?!\p{L})/gu;
/** One of these may stand in a proposal; two are an advertisement. */
const advertisingEnough = 2;
/** "Créditos y préstamos para mujeres" is one thing, said twice. */
const loan = /^(?:prestamo|credito)/;

/** Who begins like this sells. */
const seller =
  /^(?:hola |buenas )?(?:vendo|se vende|vendemos|alquilo|se alquila|compro|compramos|remato)(?!\p{L})/u;

const errand =
  /^(?:hola |buenas |buenos dias |disculpe |por favor )?(?:donde (?:queda|cobro|atienden)|como (?:llego|hago para llegar)|telefono d|horario d|requisitos (?:para|de) |a que hora|cuando (?:(?:pagan|depositan|es el pago)(?: de| del)?(?: el| la| los)? (?:pension|bono|juntos|contigo|beca|sueldo|fonavi)|cobro)|cuanto cuesta (?:sacar|el|la)|cual es el (?:ruc|numero|telefono))/u;

const outburst =
  /(?<!\p{L})(?:ratas?|rateros?|asco|malditos?|desgraciados?|sinverguenzas?|basura de \p{L}+|(?:son|es|eres) una? (?:\p{L}+ )?basura|renuncien?|lar?guense|vayanse|que se vayan|^fuera|fuera$|^puros?|todos (?:roban|mienten|son|los politicos)|son unos?|una sarta|ja(?:ja)+|feliz dia|carajo|mierda)(?!\p{L})/u;
/** At whom people shout; a dirty river is no outburst. */
const target =
  /(?<!\p{L})(?:corrup\p{L}*|ratas?|rateros?|ladron\p{L}*|politic\p{L}*|gobiern\p{L}*|congres\p{L}*|alcald\p{L}*|president\p{L}*|ministr\p{L}*|autoridad\p{L}*|pais|muni|todos|ustedes|feliz|jaja\p{L}*)(?!\p{L})/u;
/** A wish makes a proposal of it: "fuera los corruptos, que los inhabiliten". */
const wish =
  /(?<!\p{L})(?:propon\p{L}*|sugier\p{L}*|pid\p{L}*|quier\p{L}*|querem\p{L}*|necesit\p{L}*|deb(?:e|en|eria|erian)|pong\p{L}*|hag\p{L}*|haya|prohib\p{L}*|castig\p{L}*|sancion\p{L}*|investig\p{L}*|publi\p{L}*|inhabilit\p{L}*|devuelv\p{L}*|control\p{L}*|fiscali\p{L}*|auditor\p{L}*|carcel|multas?|que (?:no )?(?!se vay)\p{L}+(?:n|a|e))(?!\p{L})/u;
const outburstWords = 9;

/** @param folded lower case, without accents. */
export function isBare(folded: string): boolean {
  const kinds = new Set(folded.match(advertising)?.map((word) => (loan.test(word) ? 'loan' : word)));
  if (kinds.size >= advertisingEnough || seller.test(folded) || errand.test(folded)) return true;
  const words = folded.match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
  return (
    words === 0 ||
    (words <= outburstWords &&
      outburst.test(folded) &&
      (words < 4 || target.test(folded)) &&
      !wish.test(folded))
  );
}
