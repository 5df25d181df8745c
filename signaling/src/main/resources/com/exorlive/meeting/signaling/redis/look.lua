-- Says where a room is, and changes nothing but the era that was missing. Begins with
-- master.lua and memory.lua.
-- ARGV node notBeforeMs graceMs leaseMs
local room = redis.call('HMGET', KEYS[1], 'epoch', 'owner', 'incarnation', 'leaseUntil')
local isAnothers = room[1] and room[2] ~= '' and room[2] ~= ARGV[1]
if isAnothers and tonumber(room[4]) > now then
  return {'by', room[2]}
end
if isYoung(now, ARGV[4]) then
  return isAnothers and {'by', room[2]} or {'wait'}
end
if room[1] then
  return {'free'}
end
if tonumber(ARGV[2]) < tonumber(born) then
  return {age <= tonumber(ARGV[3]) and 'wait' or 'over'}
end
return {'free'}
