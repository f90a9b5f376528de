import { describe, expect, it } from 'vitest';
import { Failure, isDatabaseAway } from '../../src/model/failure.ts';

const coded = (code: string, message: string): Error => Object.assign(new Error(message), { code });

describe('the database is away where', () => {
  for (const [what, error] of [
    ['its machine is off', coded('EHOSTUNREACH', 'connect EHOSTUNREACH 10.0.0.9:5432')],
    ['the network is gone', coded('ENETUNREACH', 'connect ENETUNREACH 10.0.0.9:5432')],
    ['TCP gives up', coded('ETIMEDOUT', 'read ETIMEDOUT')],
    ['DNS does not answer', coded('EAI_AGAIN', 'getaddrinfo EAI_AGAIN db')],
    ['its name is gone', coded('ENOTFOUND', 'getaddrinfo ENOTFOUND db')],
    ['it is silent', new Error('Query read timeout')],
    ['a query took too long', coded('57014', 'canceling statement due to statement timeout')],
    ['no connection is free', new Error('timeout exceeded when trying to connect')],
    ['it breaks off between two statements', clientsOwn()],
    ['a failover has made it a copy', coded('25006', 'cannot execute INSERT in a read-only transaction')],
    [
      'a transaction stood still',
      coded('25P03', 'terminating connection due to idle-in-transaction timeout'),
    ],
    ['it is restarted', coded('57P01', 'terminating connection due to administrator command')],
  ] as const)
    it(what, () => expect(isDatabaseAway(error)).toBe(true));
});

function clientsOwn(): Error {
  return new Error('Client has encountered a connection error and is not queryable');
}

describe('the database is not away where', () => {
  for (const [what, error] of [
    ['something else is', new Failure('unreachable', 'lb1', 'Query read timeout')],
    ['it refuses what is asked', coded('23505', 'duplicate key value violates unique constraint')],
    ['it was dropped', coded('57P04', 'database "rollout" was dropped')],
  ] as const)
    it(what, () => expect(isDatabaseAway(error)).toBe(false));
});
