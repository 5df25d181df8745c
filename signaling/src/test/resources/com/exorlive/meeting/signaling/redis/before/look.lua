-- Says where a room is, and changes nothing but the era that was missing.
-- KEYS room tombstone era
-- ARGV node notBeforeMs graceMs
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
if redis.call('EXISTS', KEYS[2]) == 1 then
  return {'over'}
end
local room = redis.call('HMGET', KEYS[1], 'epoch', 'owner', 'incarnation', 'leaseUntil')
if room[1] then
  if room[2] == '' or room[2] == ARGV[1] or tonumber(room[4]) <= now then
    return {'free'}
  end
  return {'by', room[2]}
end
local born = redis.call('GET', KEYS[3])
if not born then
  born = string.format('%.0f', now)
  redis.call('SET', KEYS[3], born)
end
if tonumber(ARGV[2]) < tonumber(born) then
  return {now - tonumber(born) <= tonumber(ARGV[3]) and 'wait' or 'over'}
end
return {'free'}
