/** The words that say what a text is about, in a form in which singular and plural, his and hers are the same. */
import { isAndean, threeVowels, wordsOf } from './searchable.js';

/** Longer texts say the same again; this bounds the index. */
const most = 16;
const shortest = 3;
const longest = 24;

const listed = (words: string): string[] => words.trim().split(/\s+/);
/** Folded. What stands in any text, and what stands in any proposal. */
const stop: ReadonlySet<string> = new Set([
  ...listed(`
    que los las del una unos unas con por para como mas pero sus les esta este esto estos estas ese esa eso esos esas
    porque entre cuando muy sin sobre tambien hasta hay donde quien quienes desde todo toda todos todas nos durante
    uno dos tres otro otra otros otras tanto algo nada mucho mucha muchos muchas cual cuales poco pocos poca ella ellos
    ellas nosotros ustedes usted aqui alla asi ahora siempre nunca antes despues luego solo cada mismo misma dentro
    fuera bajo ante tras segun contra hacia aunque mientras entonces aun sino pues mejor mayor menos bien mal gran
    ser son fue era eran sea sean estar estan estamos esten haber han hemos haya hayan hace hacen hacer haga hagan
    hecho tener tiene tienen tenga tengan tenemos debe deben deber deberia deberian debemos puede pueden poder pueda
    puedan podria ir van vamos vaya dar den dan quiero queremos quiere quieren pido pedimos pide piden propongo
    proponemos propuesta propuestas sugiero idea ideas necesito necesitamos necesita necesitan falta faltan favor
    gracias hola buenos buenas dias tardes senor senora senores estimados saber ver dice decir
    gobierno estado peru pais pueblo gente persona personas autoridades autoridad peruano peruanos
    the and for that with this from are have has not all
  `),
]);

/** "municipalidades" → municipalidad, "luces" → luc, "luz" → luc */
function stemOf(word: string): string {
  if (isAndean(word)) return threeVowels(word);
  if (word.length <= shortest) return word.replace(/z$/, 'c');
  return word
    .replace(/s$/, '')
    .replace(/[aeo]$/, '')
    .replace(/z$/, 'c');
}

/** The longest first, since long words are rare ones; at most sixteen. */
export function contentWords(texts: readonly string[]): string[] {
  const kept = texts
    .flatMap(wordsOf)
    .filter(
      (word) => word.length >= shortest && word.length <= longest && !stop.has(word) && !/\d/.test(word),
    )
    .map(stemOf)
    .filter((stem) => stem.length >= shortest - 1);
  return [...new Set(kept)].sort((a, b) => b.length - a.length || (a < b ? -1 : 1)).slice(0, most);
}
