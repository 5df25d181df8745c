-- Makes a node the owner of a room, if nobody else is.
-- KEYS room tombstone era
-- ARGV node incarnation leaseMs notBeforeMs expiresAtSeconds suspect graceMs
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
if redis.call('EXISTS', KEYS[2]) == 1 then
  return {'over'}
end
local born = redis.call('GET', KEYS[3])
if not born then
  born = string.format('%.0f', now)
  redis.call('SET', KEYS[3], born)
end
local room = redis.call('HMGET', KEYS[1], 'epoch', 'owner', 'incarnation', 'leaseUntil', 'bornAt')
local epoch = tonumber(room[1])
if epoch then
  if room[2] == ARGV[1] and room[3] == ARGV[2] then
    redis.call('HSET', KEYS[1], 'leaseUntil', string.format('%.0f', now + ARGV[3]))
    return {'owned', epoch, room[5]}
  end
  -- A namesake of another incarnation is what the caller was before it started anew.
  local held = room[2] ~= '' and room[2] ~= ARGV[1] and tonumber(room[4]) > now
  if held and room[2] .. '/' .. room[3] ~= ARGV[6] then
    return {'by', room[2]}
  end
elseif tonumber(ARGV[4]) < tonumber(born) then
  -- The id is older than what Redis can remember: it may be over, or some node may still have it.
  return {now - tonumber(born) <= tonumber(ARGV[7]) and 'wait' or 'over'}
end
epoch = (epoch or 0) + 1
local bornAt = room[5] or string.format('%.0f', now)
redis.call('HSET', KEYS[1], 'epoch', epoch, 'owner', ARGV[1], 'incarnation', ARGV[2],
  'leaseUntil', string.format('%.0f', now + ARGV[3]), 'bornAt', bornAt)
redis.call('EXPIREAT', KEYS[1], ARGV[5])
return {'owned', epoch, bornAt}
