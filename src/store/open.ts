/** Opens the database named by `DATABASE_URL`, brings its tables up to date, and gives the store. */
import { mkdirSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import type { Surveys } from '../inbox/survey.js';
import type { Digests } from '../overview/digest.js';
import { projectRoot } from '../root.js';
import { type Actors, createActors } from './actors/actors.js';
import { type ActorInvites, createActorInvites } from './actors/invites.js';
import { createAnswers } from './answers/answers.js';
import { type AnswerDesk, createAnswerDesk } from './answers/desk.js';
import { createFeedback, type Feedback } from './answers/feedback.js';
import { createWordings, type Wordings } from './answers/wordings.js';
import type { Answers } from './answers.js';
import { createBroadcasts } from './broadcasts/broadcasts.js';
import { type BroadcastReport, createBroadcastReport } from './broadcasts/report.js';
import { type Commitments, createCommitments } from './commitments/commitments.js';
import { createCalendar } from './cycles/calendar.js';
import { createCycles } from './cycles/cycles.js';
import { createOverview } from './cycles/overview.js';
import { createPractice, type Practice } from './cycles/practice.js';
import { type CycleSettings, createCycleSettings } from './cycles/settings.js';
import { createExchange, type Exchange } from './exchange/exchange.js';
import { createSurveys } from './exchange/survey.js';
import { createDeliveryReport, type DeliveryReport } from './outbox/delivery-report.js';
import { createCharges, createLedger } from './outbox/ledger.js';
import { createOutbox } from './outbox/outbox.js';
import { createTemplates } from './outbox/templates.js';
import { createWaiting, type Waiting } from './outbox/waiting.js';
import type { Broadcasts, Calendar, Ledger, Partners } from './outreach.js';
import { createPartners } from './people/partners.js';
import { createAssignments } from './proposals/assignments.js';
import { createAssisted } from './proposals/assisted.js';
import { createAttachments } from './proposals/attachments.js';
import { createJoint, type Joint } from './proposals/joint.js';
import { createProposals, type Proposals } from './proposals/proposals.js';
import { createSimilar, type SimilarProposals } from './proposals/similar.js';
import { createWithdraw, type Withdraw } from './proposals/withdraw.js';
import { createSavedViews, type SavedViews } from './queue/saved-views.js';
import { prepared, type Sql } from './sql.js';
import { openSqlite } from './sqlite.js';
import { createDigests } from './staff/digests.js';
import { createStaffNotices, type StaffNotices } from './staff/notices.js';
import { createStaff, type Staff } from './staff/staff.js';
import { createTeam, type Team } from './staff/team.js';
import { createTestPhones, type TestPhones } from './staff/test-phones.js';
import type { Store } from './store.js';
import { createGlances } from './turns/glances.js';
import { createLinks } from './turns/links.js';
import { rememberTurns } from './turns/recent.js';
import { createTurns } from './turns/turns.js';

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
  readonly feedback: Feedback;
  readonly assisted: ReturnType<typeof createAssisted>;
  readonly digests: Digests;
  readonly overview: ReturnType<typeof createOverview>;
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
    feedback: createFeedback(sql, newId),
    assisted: createAssisted(sql, newId),
    digests: createDigests(sql),
    overview: createOverview(sql),
    staffNotices: createStaffNotices(sql, newId),
    answers: createAnswers(sql, newId),
    exchange: createExchange(sql, newId),
    surveys: createSurveys(sql, newId),
    joint: createJoint(sql, newId),
    withdraw: createWithdraw(sql, newId),
    answerDesk: createAnswerDesk(sql, newId),
    wordings: createWordings(sql, newId),
    staff: createStaff(sql, newId),
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
