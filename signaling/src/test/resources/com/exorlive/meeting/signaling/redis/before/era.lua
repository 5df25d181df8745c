-- Since when Redis remembers, for one part of the meetings.
-- KEYS era
local time = redis.call('TIME')
local now = string.format('%.0f', time[1] * 1000 + math.floor(time[2] / 1000))
local isNew = redis.call('SET', KEYS[1], now, 'NX')
return {isNew and 'begun' or 'known'}
