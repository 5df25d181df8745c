-- What the scripts about a room begin with: whether its meeting is over, and since when Redis remembers.
-- KEYS room tombstone era master
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local function whole(number)
  return string.format('%.0f', number)
end
if redis.call('EXISTS', KEYS[2]) == 1 then
  return {'over'}
end
local born = redis.call('GET', KEYS[3])
if not born then
  born = whole(now)
  redis.call('SET', KEYS[3], born)
end
local age = now - tonumber(born)
