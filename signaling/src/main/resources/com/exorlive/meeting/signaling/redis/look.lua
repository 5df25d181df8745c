-- Says where a room is, and changes nothing but the era that was missing. Begins with memory.lua.
-- ARGV node notBeforeMs graceMs
local room = redis.call('HMGET', KEYS[1], 'epoch', 'owner', 'incarnation', 'leaseUntil')
if room[1] then
  if room[2] == '' or room[2] == ARGV[1] or tonumber(room[4]) <= now then
    return {'free'}
  end
  return {'by', room[2]}
end
if tonumber(ARGV[2]) < tonumber(born) then
  return {age <= tonumber(ARGV[3]) and 'wait' or 'over'}
end
return {'free'}
