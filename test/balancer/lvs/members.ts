import { members as weights } from '../members.ts';

/** Real servers with the weights that a rollout has to give back. @param name gives the nth one's */
export const members = (name: (n: number) => string) =>
  weights.map(({ weight }, i) => ({ name: name(i + 1), weight }));
