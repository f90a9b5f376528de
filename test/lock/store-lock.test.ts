import { createStoreLock } from '../../src/lock/store/store-lock.ts';
import { lockConformance } from '../conformance/lock.ts';
import { openDatabase } from '../store/open.ts';

lockConformance('the lock in the embedded database', async () => {
  const { db, close } = await openDatabase();
  return { lock: createStoreLock(db), close };
});
