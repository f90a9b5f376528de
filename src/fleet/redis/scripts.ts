import { script } from '../../transport/redis/script.ts';

/**
 * Beats are a sorted set: the executor by the millisecond at which its beat is over. Turns are a hash: the turn's key to
 * that millisecond, a space, and the owner. Times are Redis's own, so that no process's clock counts.
 */
const now = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
`; // not shown

/** A whole number without the exponent that Lua would write. */
const text = `
local function text(number) return string.format('%.0f', number) end
`; // not shown

const readTurn = `
local function read(value)
  local ends, owner = string.match(value or '', '^(%d+) (.*)$')
  return tonumber(ends or 0), owner
end
`; // not shown

/** Also sweeps out what is over, so that names that never come back do not pile up. */
export const beat = script(`${now}${text}${readTurn}
redis.call('ZADD', KEYS[1], text(now + ARGV[2]), ARGV[1])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', text(now))
local turns = redis.call('HGETALL', KEYS[2])
for i = 1, #turns, 2 do
  if read(turns[i + 1]) <= now then redis.call('HDEL', KEYS[2], turns[i]) end
end
return 1`);

export const living = script(`${now}${text}
return redis.call('ZRANGEBYSCORE', KEYS[1], '(' .. text(now), '+inf')`);

export const leave = script(`${readTurn}
redis.call('ZREM', KEYS[1], ARGV[1])
local turns = redis.call('HGETALL', KEYS[2])
for i = 1, #turns, 2 do
  local _, owner = read(turns[i + 1])
  if string.sub(owner or '', 1, #ARGV[1] + 1) == ARGV[1] .. '/' then redis.call('HDEL', KEYS[2], turns[i]) end
end
return 1`);

export const take = script(`${now}${text}${readTurn}
local ends, owner = read(redis.call('HGET', KEYS[1], ARGV[1]))
if ends > now and owner ~= ARGV[2] then return 0 end
redis.call('HSET', KEYS[1], ARGV[1], text(now + ARGV[3]) .. ' ' .. ARGV[2])
return 1`);

export const give = script(`${readTurn}
local _, owner = read(redis.call('HGET', KEYS[1], ARGV[1]))
if owner == ARGV[2] then redis.call('HDEL', KEYS[1], ARGV[1]) end
return 1`);
