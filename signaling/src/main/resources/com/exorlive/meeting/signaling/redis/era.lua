-- Since when Redis remembers, for one part of the meetings, and since when this server is the
-- master. Begins with master.lua.
-- KEYS era master
-- ARGV isWhole: that this server has everything that was ever answered is known to the caller
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
isYoung(now, 0, ARGV[1] == '1')
local isNew = redis.call('SET', KEYS[1], string.format('%.0f', now), 'NX')
return {isNew and 'begun' or 'known'}
