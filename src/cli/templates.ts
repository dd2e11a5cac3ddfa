/** `ayni templates lint | push | status`: our WhatsApp templates checked here, brought to Meta, and looked at there. */
import { parseArgs } from 'node:util';
import { WhatsAppClient } from '../channels/whatsapp/client/client.js';
import { GraphAnswerError, GraphError, GraphLineError } from '../channels/whatsapp/client/errors.js';
import type { Template } from '../channels/whatsapp/client/templates.js';
import { ConfigError, readConfig } from '../config.js';
import { readEnvironment } from '../environment.js';
import { designs } from '../templates/designs.js';
import { lintTemplates } from '../templates/lint.js';
import { categoryNote, componentsOf, planPush, type Step } from '../templates/push.js';
import { type LocalTemplate, localTemplates, readTemplateTexts } from '../templates/wording.js';
import type { Output } from './staff.js';

const usage = `ayni templates lint             check ours by Meta's rules, offline
ayni templates push [--dry-run] create and edit at Meta what differs; never deletes
ayni templates status           what Meta says about each`;

/** Codes that would meet every further call too: token, permissions, throttling. */
const hopeless = [0, 3, 4, 10, 190, 200, 80007, 80008];

type Source = Readonly<Record<string, string | undefined>>;

/** @throws ConfigError naming what is missing. */
function openClient(source: Source): WhatsAppClient {
  const { whatsapp } = readConfig(source);
  if (!whatsapp)
    throw new ConfigError(
      'WHATSAPP_ACCESS_TOKEN and the other variables of WhatsApp, also WHATSAPP_BUSINESS_ACCOUNT_ID: are missing; see .env.example',
    );
  if (whatsapp.businessAccountId === null)
    throw new ConfigError(
      'WHATSAPP_BUSINESS_ACCOUNT_ID: is missing; templates belong to the business account',
    );
  return new WhatsAppClient(whatsapp);
}

function sayError(error: unknown): string {
  // Templates hold nobody's words but ours: Meta's sentence may be shown.
  if (error instanceof GraphError) return `Meta refuses (${error.code}): ${error.details}`;
  if (error instanceof GraphAnswerError) return `Meta answers something unreadable (HTTP ${error.status})`;
  if (error instanceof GraphLineError) return `no answer from Meta (${error.code})`;
  throw error;
}

function lint({ print, complain }: Output): number {
  const problems = lintTemplates();
  for (const { template, locale, what } of problems)
    complain(`${[template, locale].filter(Boolean).join(' ')}: ${what}`);
  if (problems.length > 0) return 1;
  const count = localTemplates(designs, readTemplateTexts()).length;
  print(`${count} templates break no rule`);
  return 0;
}

const find = (remote: readonly Template[], { name, language }: LocalTemplate) =>
  remote.find((one) => one.name === name && one.language === language);

async function carryOut(client: WhatsAppClient, local: LocalTemplate, step: Step): Promise<string> {
  const { name, language, category } = local;
  const components = componentsOf(local);
  switch (step.step) {
    case 'create': {
      const made = await client.templates.create({ name, language, category, components });
      const note = categoryNote(local, made.category);
      return `created, ${made.status}${note === null ? '' : `; ${note}`}`;
    }
    case 'edit':
      await client.templates.edit(step.id, step.withCategory ? { category, components } : { components });
      return 'edited, Meta reviews it again';
    case 'same':
      return 'as it is here';
    case 'wait':
      return `left: ${step.why}`;
  }
}

const wouldDo: Readonly<Record<Step['step'], string>> = {
  create: 'would be created',
  edit: 'would be edited',
  same: 'as it is here',
  wait: 'would be left',
};

async function push(client: WhatsAppClient, dryRun: boolean, output: Output): Promise<number> {
  if (lint({ ...output, print: () => {} }) !== 0) return 1;
  const remote = await client.templates.list();
  let failed = 0;
  for (const local of localTemplates(designs, readTemplateTexts())) {
    const there = find(remote, local);
    const step = planPush(local, there);
    const title = `${local.name} ${local.language}`;
    const note = there ? categoryNote(local, there.category) : null;
    const tail = note === null ? '' : `; ${note}`;
    if (dryRun) {
      output.print(`${title}: ${wouldDo[step.step]}${step.step === 'wait' ? `: ${step.why}` : ''}${tail}`);
      continue;
    }
    try {
      output.print(`${title}: ${await carryOut(client, local, step)}${tail}`);
    } catch (error) {
      output.complain(`${title}: ${sayError(error)}`);
      failed += 1;
      if (!(error instanceof GraphError) || hopeless.includes(error.code)) break;
    }
  }
  return failed === 0 ? 0 : 1;
}

/** Rows of words under each other; the last column is as wide as it is. */
function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, place) => Math.max(...rows.map((row) => row[place]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, place) => cell.padEnd(widths[place] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

async function status(client: WhatsAppClient, { print }: Output): Promise<number> {
  const remote = await client.templates.list();
  const local = localTemplates(designs, readTemplateTexts());
  const rows = local.map((one) => {
    const there = find(remote, one);
    const step = planPush(one, there);
    const why = [
      there?.rejectedReason,
      step.step === 'wait' ? step.why : undefined,
      step.step === 'edit' ? 'other words than here: push' : undefined,
    ];
    return [
      one.name,
      one.language,
      one.category,
      there?.category.toLowerCase() ?? '-',
      there?.status ?? 'MISSING',
      there?.quality ?? '-',
      why.filter(Boolean).join('; '),
    ];
  });
  const others = remote
    .filter((one) => !local.some(({ name, language }) => name === one.name && language === one.language))
    .map((one) => [
      one.name,
      one.language,
      '-',
      one.category.toLowerCase(),
      one.status,
      one.quality ?? '-',
      'not ours: left alone',
    ]);
  for (const line of table([
    ['NAME', 'LANGUAGE', 'ASKED', 'FILED', 'STATUS', 'QUALITY', 'WHY'],
    ...rows,
    ...others,
  ]))
    print(line);
  return rows.every((row) => row[4] === 'APPROVED') ? 0 : 1;
}

/** Exit codes: 0 all is well, 1 something is not, 2 wrong use. */
export async function runTemplates(
  args: readonly string[],
  output: Output,
  environment: () => Promise<Source> = readEnvironment,
): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { 'dry-run': { type: 'boolean', default: false } },
  });
  const [command] = positionals;
  if (command === 'lint') return lint(output);
  if (command !== 'push' && command !== 'status') {
    output.complain(usage);
    return 2;
  }
  const client = openClient(await environment());
  try {
    return command === 'push' ? await push(client, values['dry-run'], output) : await status(client, output);
  } catch (error) {
    output.complain(sayError(error));
    return 1;
  } finally {
    await client.close();
  }
}
