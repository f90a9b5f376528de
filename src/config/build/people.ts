import type { Person } from '../../model/config.ts';
import type { Group } from '../../model/who.ts';
import type { GroupInput, PersonInput } from '../schema/people.ts';
import { given } from './given.ts';

export const person = (
  name: string,
  { local = [], slack = [], dingtalk, language }: PersonInput,
): Person => ({
  name,
  local,
  slack,
  ...given({ dingtalk, language }),
});

export const group = (name: string, { people = [], slack }: GroupInput): Group => ({
  name,
  people,
  ...given({ slack }),
});
