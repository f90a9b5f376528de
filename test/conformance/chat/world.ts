import { createBoard } from '../../../src/report/board-of-store.ts';
import { createReport } from '../../../src/report/follow.ts';
import { openStage, type Stage } from '../../workflow/stage.ts';
import type { Behind, ChatUnderTest } from './under-test.ts';

const now = () => new Date();

/** The whole bot over hosts in memory, with one chat or several before it. */
export interface ChatWorld {
  stage(): Stage;
  /** The host's job waits until it may go on. */
  hold(host: string): { readonly begun: Promise<void>; go(): void };
  /** The process ends where it stands, and another one goes on. */
  restart(): Promise<void>;
  /** Everybody who clicked Approve so that it counted. */
  approvers(id: string): Promise<readonly string[]>;
  /** Everything is told. */
  settled(): Promise<boolean>;
  close(): Promise<void>;
}

export async function openChatWorld(chats: readonly ChatUnderTest[]): Promise<ChatWorld> {
  const places = chats.flatMap(({ place }) => place ?? []);
  const access = { deploy: ['alice'], approve: ['alice', 'bob'], distinctApprover: true };
  let stage = await openStage({ places, access });
  const attach = () => Promise.all(chats.map((chat) => chat.attach(behind(stage))));
  const detach = () => Promise.all(chats.map((chat) => chat.detach()));
  await attach();
  return {
    stage: () => stage,
    hold(host) {
      const begun = signal();
      const gate = signal();
      stage.deployer.hosts.onRun = async (each) => {
        if (each !== host) return;
        begun.resolve();
        await gate.promise;
      };
      return { begun: begun.promise, go: gate.resolve };
    },
    async restart() {
      await detach();
      stage = await stage.restart();
      await attach();
    },
    approvers: async (id) =>
      (await stage.store.journal.after(id, 0)).flatMap(({ body }) =>
        body.type === 'approved' ? [body.person] : [],
      ),
    async settled() {
      const { board } = behind(stage);
      const open = await Promise.all((['slack', 'dingtalk'] as const).map((chat) => board.open(chat)));
      return open.flat().length === 0;
    },
    async close() {
      await detach();
      await stage.close();
      await Promise.all(chats.map((chat) => chat.close()));
    },
  };
}

const behind = ({ intake, store, tools }: Stage): Behind => ({
  intake,
  board: createBoard(store, tools.cluster, now),
  report: createReport(store, now),
});

function signal() {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve: () => resolve() };
}
