/** Opens the database named by `DATABASE_URL`, brings its tables up to date, and gives the store. */
import { mkdirSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import type { Surveys } from '../inbox/survey.js';
import type { Digests } from '../overview/digest.js';
import { projectRoot } from '../root.js';
import { type ActorInvites, createActorInvites } from './actor-invites.js';
import { type Actors, createActors } from './actors.js';
import { type After, createAfter } from './after.js';
import { type AnswerDesk, createAnswerDesk } from './answer-desk.js';
import { createAnswers } from './answers.js';
import type { Answers } from './answers-api.js';
import { createAssignments } from './assignments.js';
import { createAssisted } from './assisted.js';
import { createAttachments } from './attachments.js';
import { type BroadcastReport, createBroadcastReport } from './broadcast-report.js';
import { createBroadcasts } from './broadcasts.js';
import { createCalendar } from './calendar.js';
import { type Commitments, createCommitments } from './commitments.js';
import { type CycleSettings, createCycleSettings } from './cycle-settings.js';
import { createCycles } from './cycles.js';
import { createDeliveryReport, type DeliveryReport } from './delivery-report.js';
import { createDigests } from './digests.js';
import { createExchange, type Exchange } from './exchange.js';
import { createGlances } from './glances.js';
import { createJoint, type Joint } from './joint.js';
import { createCharges, createLedger } from './ledger.js';
import { createLinks } from './links.js';
import { createOutbox } from './outbox.js';
import type { Broadcasts, Calendar, Ledger, Partners } from './outreach.js';
import { createOverview } from './overview.js';
import { createPartners } from './partners.js';
import { createPractice, type Practice } from './practice.js';
import { createProposals, type Proposals } from './proposals.js';
import { rememberTurns } from './recent.js';
import { createSavedViews, type SavedViews } from './saved-views.js';
import { createSimilar, type SimilarProposals } from './similar.js';
import { prepared, type Sql } from './sql.js';
import { openSqlite } from './sqlite.js';
import { createStaff, type Staff } from './staff.js';
import { createStaffNotices, type StaffNotices } from './staff-notices.js';
import type { Store } from './store.js';
import { createSurveys } from './survey.js';
import { createTeam, type Team } from './team.js';
import { createTemplates } from './templates.js';
import { createTestPhones, type TestPhones } from './test-phones.js';
import { createTurns } from './turns.js';
import { createWaiting, type Waiting } from './waiting.js';
import { createWithdraw, type Withdraw } from './withdraw.js';
import { createWordings, type Wordings } from './wordings.js';

export interface OpenOptions {
  /** `file:data/ayni.db`, `:memory:`, or `postgres://user:password@host/name`. */
  readonly url: string;
  /** Encrypts what may lead to a person (`Vault.seal`). */
  readonly seal: (plain: string) => string;
  readonly newId: () => string;
  /** In which the ledger counts days. */
  readonly timezone?: string;
}

export type OpenedStore = Store & {
  readonly sql: Sql;
  readonly proposals: Proposals;
  readonly exchange: Exchange;
  readonly surveys: Surveys;
  readonly joint: Joint;
  readonly withdraw: Withdraw;
  readonly staffNotices: StaffNotices;
  /** By area: how often staff keep what was suggested. */
  readonly after: After;
  readonly assisted: ReturnType<typeof createAssisted>;
  readonly digests: Digests;
  readonly overview: ReturnType<typeof createOverview>;
  readonly tagAgreement: Proposals['tagAgreement'];
  readonly answers: Answers;
  readonly answerDesk: AnswerDesk;
  readonly wordings: Wordings;
  readonly staff: Staff;
  readonly assignments: ReturnType<typeof createAssignments>;
  readonly savedViews: SavedViews;
  readonly similar: SimilarProposals;
  readonly cycleSettings: CycleSettings;
  readonly practice: Practice;
  readonly team: Team;
  readonly partners: Partners;
  readonly calendar: Calendar;
  readonly commitments: Commitments;
  readonly actors: Actors;
  readonly actorInvites: ActorInvites;
  readonly broadcasts: Broadcasts;
  readonly broadcastReport: BroadcastReport;
  readonly testPhones: TestPhones;
  readonly links: ReturnType<typeof createLinks>;
  readonly waiting: Waiting;
  readonly ledger: Ledger;
  readonly deliveryReport: DeliveryReport;
  /** One proposal as anyone may hear of it. */
  readonly glance: ReturnType<typeof createGlances>['byCode'];
};

export const migrationsOf = (dialect: 'sqlite' | 'postgres'): string =>
  join(projectRoot, 'db/migrations', dialect);

function sqlitePath(url: string): string {
  const path = url.replace(/^file:(\/\/)?/, '');
  if (path === ':memory:' || path === '') return ':memory:';
  const absolute = isAbsolute(path) ? path : join(process.cwd(), path);
  mkdirSync(dirname(absolute), { recursive: true });
  return absolute;
}

/** @throws when the address has another form, or the database cannot be reached or migrated. */
export async function openSql(url: string): Promise<Sql> {
  if (/^postgres(ql)?:\/\//.test(url)) {
    // Its driver is loaded only where it is used: a small machine has better use for the memory.
    const { openPostgres } = await import('./postgres.js');
    return openPostgres(url, migrationsOf('postgres'));
  }
  if (url === ':memory:' || url.startsWith('file:'))
    return openSqlite({ path: sqlitePath(url), migrations: migrationsOf('sqlite') });
  throw new Error('DATABASE_URL: starts with neither "file:" nor "postgres://"');
}

/** The store on an opened database: every query of the house, written once. */
export function createStore(
  sql: Sql,
  { seal, newId, timezone = 'America/Lima' }: Omit<OpenOptions, 'url'>,
): OpenedStore {
  const calendar = createCalendar(sql, newId);
  const turns = createTurns(sql, seal, newId, calendar);
  const proposals = createProposals(sql, newId);
  const outbox = createOutbox(sql, newId, createCharges(sql, timezone));
  const oneCycle = prepared('ready', (db) => db.select({ id: sql.t.cycle.id }).from(sql.t.cycle).limit(1));
  return {
    dialect: sql.dialect,
    sql,
    // Several processes may share PostgreSQL: there every turn reads.
    ...(sql.dialect === 'sqlite' ? rememberTurns(turns, outbox) : { turns, outbox }),
    attachments: createAttachments(sql),
    cycles: createCycles(sql, newId),
    cycleSettings: createCycleSettings(sql, newId),
    practice: createPractice(sql, newId),
    team: createTeam(sql, newId),
    ledger: createLedger(sql),
    deliveryReport: createDeliveryReport(sql),
    calendar,
    commitments: createCommitments(sql, newId),
    actors: createActors(sql, newId),
    actorInvites: createActorInvites(sql, newId),
    broadcasts: createBroadcasts(sql, newId),
    broadcastReport: createBroadcastReport(sql),
    testPhones: createTestPhones(sql, newId),
    links: createLinks(sql),
    waiting: createWaiting(sql),
    templates: createTemplates(sql),
    proposals,
    after: createAfter(sql, newId),
    assisted: createAssisted(sql, newId),
    digests: createDigests(sql),
    overview: createOverview(sql),
    tagAgreement: proposals.tagAgreement,
    staffNotices: createStaffNotices(sql, newId),
    answers: createAnswers(sql, newId),
    exchange: createExchange(sql, newId),
    surveys: createSurveys(sql, newId),
    joint: createJoint(sql, newId),
    withdraw: createWithdraw(sql, newId),
    answerDesk: createAnswerDesk(sql, newId),
    wordings: createWordings(sql, newId),
    staff: createStaff(sql),
    assignments: createAssignments(sql, newId),
    savedViews: createSavedViews(sql, newId),
    similar: createSimilar(sql),
    partners: createPartners(sql, newId),
    glance: createGlances(sql).byCode,
    ready: async () => {
      await sql.read(oneCycle);
      return true;
    },
    close: () => sql.close(),
  };
}

export async function openStore(options: OpenOptions): Promise<OpenedStore> {
  return createStore(await openSql(options.url), options);
}
