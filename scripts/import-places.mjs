/**
 * Makes `src/places/places.json` from three CSV files (departamentos, provincias, distritos).
 * Usage: node scripts/import-places.mjs FOLDER
 * Source: ubigeo-peru-aumentado @a783fa6, MIT, (c) 2021 J. M. Castagnetto; see src/places/SOURCES.md.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './ensure.mjs';

const folder = process.argv[2];
if (!folder) {
  console.error(
    'Usage: node scripts/import-places.mjs FOLDER (with departamentos.csv, provincias.csv, distritos.csv)',
  );
  process.exit(1);
}

const rows = (name) => {
  const [head, ...lines] = readFileSync(join(folder, name), 'utf8').trim().split(/\r?\n/);
  const columns = head.split(',');
  return lines.map((line) =>
    Object.fromEntries(line.split(',').map((cell, index) => [columns[index], cell])),
  );
};

/** "ANCASH" → "Ancash"; particles stay small. Accents are put back from the capitals' names. */
const small = new Set(['de', 'del', 'la', 'las', 'los', 'el', 'y', 'e']);
const title = (name) =>
  name
    .toLowerCase()
    .split(/([ -])/)
    .map((word, index) =>
      index > 0 && small.has(word) ? word : word.replace(/^\p{L}/u, (letter) => letter.toUpperCase()),
    )
    .join('');
const fold = (text) =>
  text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase();

const departments = rows('departamentos.csv');
const provinces = rows('provincias.csv');
const districts = rows('distritos.csv');

// A word that is always written one way in the capitals' names is written so everywhere.
const seen = new Map();
for (const { capital } of [...departments, ...provinces, ...districts]) {
  for (const word of (capital ?? '').split(/[\s()-]+/).filter(Boolean)) {
    const forms = seen.get(fold(word)) ?? new Map();
    forms.set(word.toLowerCase(), (forms.get(word.toLowerCase()) ?? 0) + 1);
    seen.set(fold(word), forms);
  }
}
// Words that no capital teaches; proofread by hand.
const known = Object.fromEntries(
  `
  alomías albarracín awajún barrón beraún bongará boquerón callería carrión césar chávez chimú cholón colán dámaso deán
  elías fermín gabán gálvez guzmán hernández héroes heroínas hilarión huamalíes iguaín inclán jazán lópez marañón márquez
  ordóñez pachacútec piérola purús rodríguez román sánchez simón soplín tallán valcárcel víctor vizcatán yavarí yonán yurúa
  tahuanía rázuri áncash apurímac huánuco junín martín convención cañete huarochirí oyón belén unión
  `
    .trim()
    .split(/\s+/)
    .map((word) => [fold(word), word]),
);
const accent = (word) => {
  const forms = [...(seen.get(fold(word)) ?? new Map())].sort((a, b) => b[1] - a[1]);
  const best = known[fold(word)] ?? forms[0]?.[0] ?? word;
  // Ñ is kept by the source: never lost.
  return word.includes('ñ') && !best.includes('ñ') ? word : best;
};
const display = (name) =>
  title(
    name
      .toLowerCase()
      .split(/([ -])/)
      .map((word) => accent(word))
      .join(''),
  );

const places = [
  ...departments.map((row) => [
    row.inei,
    display(row.departamento),
    row.capital ?? '',
    Number(row.latitude),
    Number(row.longitude),
    row.iso_3166_2,
  ]),
  ...provinces.map((row) => [
    row.inei,
    display(row.provincia),
    row.capital ?? '',
    Number(row.latitude),
    Number(row.longitude),
  ]),
  ...districts.map((row) => [
    row.inei,
    display(row.distrito),
    row.capital ?? '',
    row.latitude ? Number(row.latitude) : null,
    row.longitude ? Number(row.longitude) : null,
  ]),
];
const text = `[\n${places.map((place) => JSON.stringify(place)).join(',\n')}\n]\n`;
writeFileSync(join(root, 'src/places/places.json'), text);
console.log(`${places.length} places written`);
