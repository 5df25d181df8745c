-- A node says that it lives, and hears who else does.
-- KEYS nodes
-- ARGV node incarnation address draining leaseMs lateMs
-- Value: incarnation until renewedAt draining address
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local known = 'unknown'
local mine = redis.call('HGET', KEYS[1], ARGV[1])
if mine then
  local incarnation, _, renewedAt = string.match(mine, '^(%S+) (%S+) (%S+)')
  if incarnation == ARGV[2] then
    known = 'known'
  elseif now - tonumber(renewedAt) < tonumber(ARGV[6]) then
    return {'taken'}
  end
end
redis.call('HSET', KEYS[1], ARGV[1], string.format('%s %.0f %.0f %s %s', ARGV[2], now + ARGV[5], now, ARGV[4], ARGV[3]))
redis.call('EXPIRE', KEYS[1], 86400)
local answer = {known, string.format('%.0f', now)}
local all = redis.call('HGETALL', KEYS[1])
for i = 1, #all, 2 do
  local renewedAt = string.match(all[i + 1], '^%S+ %S+ (%S+)')
  if now - tonumber(renewedAt) > 3600000 then
    redis.call('HDEL', KEYS[1], all[i])
  else
    answer[#answer + 1] = all[i]
    answer[#answer + 1] = all[i + 1]
  end
end
return answer
