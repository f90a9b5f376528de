import type { ColumnType, Generated, JSONColumnType } from 'kysely';
import type { EventBody } from '../model/event.ts';
import type { Saved } from '../model/member.ts';
import type { OverrideMember, OverrideState } from '../model/override.ts';
import type { Plan, RolloutKind } from '../model/plan.ts';
import type { HostOutcome, HostStep, RolloutState, SteerVerb } from '../model/rollout.ts';
import type { Stepping } from '../model/stepping.ts';

/** The database's tables, as Kysely sees them. Times are `timestamptz`, written by the bot's clock. */
export interface Tables {
  rollout: RolloutTable;
  rollout_host: RolloutHostTable;
  journal: JournalTable;
  custody: CustodyTable;
  steer: SteerTable;
  output: OutputTable;
  host_release: HostReleaseTable;
  cluster_lock: ClusterLockTable;
  request: RequestTable;
  installation: InstallationTable;
  override: OverrideTable;
  freeze: FreezeTable;
  thread: ThreadTable;
  message: MessageTable;
  executor: ExecutorTable;
  beat: BeatTable;
  turn: TurnTable;
  reader: ReaderTable;
}

/** The language that a person chose to read, by a tag of `languages` in text/language.ts. */
interface ReaderTable {
  person: string;
  language: string;
}

/** An open question: its text and its answers. */
type Question = ColumnType<
  { text: string; answers: SteerVerb[] } | null,
  string | null | undefined,
  string | null
>;

interface RolloutTable {
  n: Generated<number>;
  id: string;
  cluster: string;
  kind: RolloutKind;
  release: string;
  requester: string;
  approvers: JSONColumnType<string[]>;
  state: RolloutState;
  reason: string | null;
  plan: JSONColumnType<Plan>;
  rolls_back: string | null;
  /** The message or click that asked for it: makes one rollout, however often it comes. */
  request: string | null;
  question: Question;
  created_at: Date;
  started_at: Date | null;
  finished_at: Date | null;
}

interface RolloutHostTable {
  rollout: string;
  host: string;
  batch: number;
  outcome: HostOutcome;
  step: HostStep | null;
  attempt: number;
  /** Set before the first byte of a job reaches the host: a job of this rollout may have run there. */
  touched: Generated<boolean>;
  /** What the last job left on the host was found to be well. */
  verified: Generated<boolean>;
  reason: string | null;
  question: Question;
  from_release: string | null;
  to_release: string;
  out_ms: number | null;
  /** Its weight goes down or comes back step by step right now. */
  stepping: ColumnType<Stepping | null, string | null | undefined, string | null>;
}

interface JournalTable {
  seq: Generated<number>;
  at: Date;
  cluster: string;
  rollout: string | null;
  /** The same key is the same event: recording it again after a crash changes nothing. */
  key: string;
  body: JSONColumnType<EventBody>;
}

/** Members that we hold: a row from before the first change until the member is back exactly as it was. */
interface CustodyTable {
  pool: string;
  member: string;
  cluster: string;
  host: string;
  rollout: string;
  saved: JSONColumnType<Saved>;
  /** When the first change was about to be made; null = nothing was changed yet. */
  out_since: Date | null;
  /** A job ran on the host and was not verified since, in whatever rollout: it is not given back without a person. */
  suspect: Generated<boolean>;
  /** Parts of its weight that we may have given it since it was taken: with one of these it is out on our account still. */
  given: ColumnType<number[], string | undefined, string>;
}

interface SteerTable {
  n: Generated<number>;
  rollout: string;
  verb: SteerVerb;
  host: string | null;
  person: string;
  at: Date;
  /** The click or message that it came from: counts once. */
  request: string;
}

interface OutputTable {
  rollout: string;
  host: string;
  attempt: number;
  n: number;
  text: string;
}

interface HostReleaseTable {
  cluster: string;
  host: string;
  release: string;
  rollout: string;
  at: Date;
}

interface ClusterLockTable {
  cluster: string;
  /** Grows with every acquisition, take-over and raise, and is kept when the lock is free. */
  epoch: number;
  /** The epoch under which the present holder acquired it. */
  hold: Generated<number | null>;
  holder_kind: 'rollout' | 'person' | null;
  holder: string | null;
  reason: string | null;
  since: Date | null;
  /** A person's lock may end by itself; it counts as free from then on. */
  until: Date | null;
}

interface RequestTable {
  id: string;
  answer: JSONColumnType<object>;
  at: Date;
}

interface InstallationTable {
  singleton: Generated<boolean>;
  /** Random, made with the database: ids that leave it (jobs on hosts) are never another database's. */
  id: string;
}

/** Hosts that a person took out by hand. What their members were is in custody, under the override's id. */
interface OverrideTable {
  n: Generated<number>;
  id: string;
  cluster: string;
  host: string;
  members: JSONColumnType<OverrideMember[]>;
  requester: string;
  approver: string | null;
  reason: string;
  /** PostgreSQL's bigint comes as text. */
  for_ms: ColumnType<string | null, number | null, never>;
  until: Date | null;
  state: OverrideState;
  note: string | null;
  request: string;
  /** The first of those that were asked for together, which one click confirms; null for one that stands alone. */
  leader: string | null;
  created_at: Date;
  out_at: Date | null;
  ended_at: Date | null;
}

/** Freezes by people: one a cluster, and `*` for all. */
interface FreezeTable {
  cluster: string;
  person: string;
  reason: string;
  since: Date;
  until: Date | null;
}

/** Where a rollout or override is told, and whether everything was told. */
interface ThreadTable {
  subject: string;
  chat: string;
  channel: string;
  done: Generated<boolean>;
  at: Date;
}

/** What a chat shows of a subject, message by message. */
interface MessageTable {
  subject: string;
  chat: string;
  /** Where the thread was to be told; with subject and chat the thread. */
  channel: string;
  /** Which message of the thread: `root`, `host/web-03` … */
  key: string;
  /** Where it really is: another conversation where the first one could not be written to. */
  at_channel: string;
  /** The chat's id of the message; null while it is not known whether it was posted. */
  ts: string | null;
  /** Of the content that it shows. */
  hash: string;
  at: Date;
}

/** A process of the bot, from its start; ended by itself or by another one that took it for dead. Never alive again. */
interface ExecutorTable {
  id: string;
  /** For people: the machine and the process. */
  name: string;
  started_at: Date;
  ended_at: Date | null;
  /** The executor that took over; its own id where it ended by itself. */
  ended_by: string | null;
}

/** Where there is no Redis: which executors live, by the database's own clock. */
interface BeatTable {
  executor: string;
  until: Date;
}

/** Where there is no Redis: who has which turn, by the database's own clock. */
interface TurnTable {
  key: string;
  owner: string;
  until: Date;
}
