import type { Evidence } from '../evidence.ts';
import { answered } from './answered.ts';
import { byPeople } from './by-people.ts';
import { countsOnce } from './counts-once.ts';
import { endsAlike } from './ends.ts';
import { neverUnderTheFloor } from './floor.ts';
import { givenBack } from './given-back.ts';
import { nothingLeaks } from './no-secrets.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { toldToTheEnd } from './told.ts';

/** What always holds (docs/reliability.md), each as a judge of a run: it gives what was broken, a sentence each. */
const laws: Readonly<Record<string, (evidence: Evidence) => string[]>> = {
  '1 one at a time': oneAtATime,
  '2 never under the floor': neverUnderTheFloor,
  '3 given back or named': givenBack,
  '4 the same end': endsAlike,
  '5 by people': (evidence) => [...byPeople(evidence), ...countsOnce(evidence)],
  '6 answered': answered,
  '7 told once and to the end': toldToTheEnd,
  '8 nothing leaks': nothingLeaks,
};

export const broken = (evidence: Evidence): readonly string[] =>
  Object.entries(laws).flatMap(([name, law]) => law(evidence).map((text) => `${name}: ${text}`));
