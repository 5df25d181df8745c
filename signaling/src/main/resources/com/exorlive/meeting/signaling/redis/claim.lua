-- Makes a node the owner of a room, if nobody else is, for somebody who may sit in it. Begins with
-- master.lua and memory.lua.
-- ARGV node incarnation leaseMs notBeforeMs expiresAtSeconds suspect graceMs seat otherSeat subject
local room = redis.call('HMGET', KEYS[1], 'epoch', 'owner', 'incarnation', 'leaseUntil', 'bornAt')
local epoch = tonumber(room[1])
if isYoung(now, ARGV[3]) then
  local isAnothers = epoch and room[2] ~= '' and room[2] ~= ARGV[1]
  if isAnothers and room[2] .. '/' .. room[3] ~= ARGV[6] then
    return {'by', room[2]}
  end
  return {'wait'}
end
local seats = redis.call('HMGET', KEYS[1], ARGV[8], ARGV[9])
local host, invitee = unpack(redis.call('HMGET', KEYS[1], 'HOST', 'INVITEE'))
if epoch then
  if room[2] == ARGV[1] and room[3] == ARGV[2] then
    redis.call('HSET', KEYS[1], 'leaseUntil', whole(now + ARGV[3]))
    return {'owned', epoch, room[5], host or '', invitee or ''}
  end
  -- A namesake of another incarnation is what the caller was before it started anew.
  local held = room[2] ~= '' and room[2] ~= ARGV[1] and tonumber(room[4]) > now
  if held and room[2] .. '/' .. room[3] ~= ARGV[6] then
    return {'by', room[2]}
  end
  if (seats[1] and seats[1] ~= ARGV[10]) or seats[2] == ARGV[10] then
    -- A third person takes no room from those whose it is.
    return {'taken'}
  end
elseif tonumber(ARGV[4]) < tonumber(born) then
  -- The id is older than what Redis can remember: it may be over, or some node may still have it.
  return {age <= tonumber(ARGV[7]) and 'wait' or 'over'}
end
-- Of the time, so that it is higher than one that a failover has lost.
epoch = math.max((epoch or 0) + 1, now)
local bornAt = room[5] or whole(now)
redis.call('HSET', KEYS[1], 'epoch', whole(epoch), 'owner', ARGV[1], 'incarnation', ARGV[2],
  'leaseUntil', whole(now + ARGV[3]), 'bornAt', bornAt)
redis.call('EXPIREAT', KEYS[1], ARGV[5])
return {'owned', epoch, bornAt, host or '', invitee or ''}
