-- Gives a subject a seat, or its own seat again. Begins with master.lua.
-- KEYS room tombstone master
-- ARGV node incarnation epoch seat otherSeat subject request leaseMs
if redis.call('EXISTS', KEYS[2]) == 1 then
  return {'over'}
end
local time = redis.call('TIME')
if isYoung(time[1] * 1000 + math.floor(time[2] / 1000), ARGV[8]) then
  return {'wait'}
end
local room = redis.call('HMGET', KEYS[1], 'epoch', 'owner', 'incarnation', ARGV[4], ARGV[5], ARGV[4] .. ':request')
if room[1] ~= ARGV[3] or room[2] ~= ARGV[1] or room[3] ~= ARGV[2] then
  return {'fenced'}
end
if room[6] == ARGV[7] then
  return {'admitted', tonumber(redis.call('HGET', KEYS[1], ARGV[4] .. ':epoch'))}
end
if room[5] == ARGV[6] or (room[4] and room[4] ~= ARGV[6]) then
  return {'taken'}
end
redis.call('HSET', KEYS[1], ARGV[4], ARGV[6], ARGV[4] .. ':request', ARGV[7])
return {'admitted', redis.call('HINCRBY', KEYS[1], ARGV[4] .. ':epoch', 1)}
