/** The cells of a file: `.xlsx`, or text with commas, semicolons or tabs. */
import { parse } from 'csv-parse/sync';
import { growsTooLarge, readWorkbook } from './workbook.js';

/** A sheet of 500 rows has far less. */
const mostBytes = 400_000;
/** More columns than this are nobody's workshop. */
const mostColumns = 60;

export class UnreadableFile extends Error {
  override readonly name = 'UnreadableFile';
}

const isZip = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b;

/** Sheets saved in Spanish use the semicolon. */
function delimiterOf(text: string): string {
  const head = text.slice(0, text.search(/\r?\n|$/));
  const count = (mark: string) => head.split(mark).length;
  return [';', '\t', ','].toSorted((a, b) => count(b) - count(a))[0] ?? ',';
}

function decode(bytes: Uint8Array): string {
  // "Unicode text" of an office program: two bytes a letter.
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  const utf8 = new TextDecoder('utf-8').decode(bytes);
  // An older program saved it: accents are single bytes.
  return utf8.includes('\uFFFD') ? new TextDecoder('windows-1252').decode(bytes) : utf8;
}

/** Pictures, documents and old workbooks have letters that no text has. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is looked for
const isNoText = /[\u0000-\u0008\u000E-\u001F]/;

function readText(bytes: Uint8Array): string[][] {
  const text = decode(bytes);
  if (isNoText.test(text)) throw new UnreadableFile('no text');
  return parse(text, {
    bom: true,
    delimiter: delimiterOf(text),
    relax_column_count: true,
    // So that rows are counted as the program that shows them counts.
    skip_empty_lines: false,
    // People quote words inside a cell without a thought for the format.
    relax_quotes: true,
  }).map((row) => row.slice(0, mostColumns));
}

/** @throws UnreadableFile when it is neither. */
export async function readCells(bytes: Uint8Array): Promise<string[][]> {
  if (bytes.byteLength > mostBytes) throw new UnreadableFile('too large');
  try {
    if (!isZip(bytes)) return readText(bytes);
    if (growsTooLarge(bytes)) throw new UnreadableFile('too large when unpacked');
    const cells = await readWorkbook(bytes);
    return cells.map((row) => row.map((cell) => cell.replaceAll('\0', '')));
  } catch (error) {
    if (error instanceof UnreadableFile) throw error;
    throw new UnreadableFile('neither a workbook nor a table in text', { cause: error });
  }
}
