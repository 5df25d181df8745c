-- Takes one turn of so many in a period, counted over all nodes by the clock of Redis; spread out, with the whole number
-- at once as the burst. What is kept is when all turns are there again.
-- KEYS turns
-- ARGV times periodMs turns: 1 to take one, -1 to give it back
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local period = ARGV[2] * 1000
local full = math.max(tonumber(redis.call('GET', KEYS[1]) or 0), now)
-- A clock that was set back keeps nobody waiting for longer than the period.
full = math.min(full, now + period) + ARGV[3] * period / ARGV[1]
if full - now > period then
  return {math.ceil((full - now - period) / 1000)}
end
if full > now then
  redis.call('SET', KEYS[1], string.format('%.0f', full), 'PX', math.ceil((full - now) / 1000))
else
  redis.call('DEL', KEYS[1])
end
return {0}
