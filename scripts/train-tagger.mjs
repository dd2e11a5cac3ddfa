/**
 * Trains the tagger and reports on it.
 *   node scripts/train-tagger.mjs                     train, write src/tags/model.json and the report
 *   node scripts/train-tagger.mjs --report            only measure and print
 *   node scripts/train-tagger.mjs --corrections FILE  learn also from staff's corrections (JSON lines {id, text, areas})
 *   node scripts/train-tagger.mjs --roll-back         put the model before the last training back
 * A model whose cross-validated micro F1 falls by more than a point is not written (--force writes it).
 */
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from './build.mjs';
import { root } from './ensure.mjs';

const { values } = parseArgs({
  options: {
    report: { type: 'boolean', default: false },
    corrections: { type: 'string' },
    force: { type: 'boolean', default: false },
    'roll-back': { type: 'boolean', default: false },
  },
});

const model = join(root, 'src/tags/model.json');
const previous = join(root, 'data/tag-model.previous.json');
const document = join(root, 'docs/tagging.md');
const start = '<!-- report -->';
const end = '<!-- /report -->';
/** A point of micro F1. */
const allowedLoss = 0.01;

const load = (file) => import(pathToFileURL(join(root, 'dist/src/tags', file)).href);

function rollBack() {
  if (!existsSync(previous)) {
    console.error('There is no earlier model here: take one from version control.');
    process.exit(1);
  }
  const aside = `${model}.aside`;
  renameSync(model, aside);
  renameSync(previous, model);
  renameSync(aside, previous);
  console.log('The earlier model is back; --roll-back again returns to the later one.');
}

async function run() {
  build();
  const { readSamples, readJsonLines } = await load('samples.js');
  const { evaluate, train } = await load('train.js');
  const { f1, tabulate, tabulateAreas } = await load('report.js');
  const texts = readSamples();
  if (values.corrections) texts.push(...readJsonLines(values.corrections, 'correction'));

  const { crossValidation, heldOut } = evaluate(texts);
  const [, everything] = crossValidation[0];
  const [, publicTexts] = crossValidation[1];
  const report = [
    `${texts.length} texts. Five-fold cross-validation, each text judged by a model that had not seen it:`,
    tabulate(crossValidation),
    'Validation split (a fifth of the public texts, chosen by a hash of their ids, used for nothing else):',
    tabulate([['held out', heldOut]]),
    'By area, cross-validation, public texts:',
    tabulateAreas(publicTexts),
    'By area, cross-validation, all texts:',
    tabulateAreas(everything),
  ].join('\n\n');
  console.log(report);
  if (values.report) return;

  const text = readFileSync(document, 'utf8');
  const before = Number(/micro F1 of the model in use: ([\d.]+)/.exec(text)?.[1] ?? 0);
  const after = f1(everything.micro);
  if (after < before - allowedLoss && !values.force) {
    console.error(`Not written: micro F1 fell from ${before.toFixed(3)} to ${after.toFixed(3)}.`);
    process.exit(1);
  }
  if (existsSync(model)) {
    mkdirSync(join(root, 'data'), { recursive: true });
    copyFileSync(model, previous);
  }
  writeFileSync(model, `${JSON.stringify(train(texts))}\n`);
  // Corrections are people's words: what is measured on them stays out of the published document.
  if (!values.corrections) {
    const [head, rest] = text.split(start);
    const [, tail] = rest.split(end);
    const numbers = `${start}\nmicro F1 of the model in use: ${after.toFixed(3)}\n\n${report}\n${end}`;
    writeFileSync(document, `${head}${numbers}${tail}`);
  }
  console.log('\nWritten: src/tags/model.json');
}

if (values['roll-back']) rollBack();
else await run();
