import { createStoreLock } from '../../src/lock/store/store-lock.ts';
import { lockConformance } from '../conformance/lock.ts';
import { openDatabase } from '../store/open.ts';

lockConformance('the lock in the embedded database', async () => {
  const { db, close } = await openDatabase();
  const clock = { at: new Date('2026-01-01T00:00:00Z') };
  return { lock: createStoreLock(db, () => clock.at), clock, close };
});
