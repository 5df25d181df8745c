-- A node says that it lives, and hears who else does.
-- KEYS nodes
-- ARGV node incarnation address draining leaseMs lateMs heardMs
-- Value: incarnation until renewedAt draining address
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
-- Which versions a process speaks is at the end of its incarnation; who does not say it speaks the first.
local function speaks(incarnation)
  local from, to = string.match(incarnation, '~(%d+)%-(%d+)$')
  return tonumber(from or 1), tonumber(to or 1)
end
local all = redis.call('HGETALL', KEYS[1])
local known = 'unknown'
local isAlive = false
for i = 1, #all, 2 do
  local incarnation, untilMs, renewedAt = string.match(all[i + 1], '^(%S+) (%S+) (%S+)')
  if all[i] == ARGV[1] and incarnation == ARGV[2] then
    -- What was written after what this node was last answered would be lost with that.
    known = tonumber(renewedAt) >= tonumber(ARGV[7]) and 'whole' or 'known'
    isAlive = tonumber(untilMs) > now
  elseif all[i] == ARGV[1] and now - tonumber(renewedAt) < tonumber(ARGV[6]) then
    return {'taken'}
  end
end
local from, to = speaks(ARGV[2])
local answer = {known, string.format('%.0f', now)}
for i = 1, #all, 2 do
  local incarnation, untilMs, renewedAt = string.match(all[i + 1], '^(%S+) (%S+) (%S+)')
  local otherFrom, otherTo = speaks(incarnation)
  local isApart = otherTo < from or otherFrom > to
  if not isAlive and isApart and all[i] ~= ARGV[1] and tonumber(untilMs) > now then
    -- Who comes later stays outside.
    return {'apart', all[i]}
  end
  if now - tonumber(renewedAt) > 3600000 then
    redis.call('HDEL', KEYS[1], all[i])
  elseif all[i] ~= ARGV[1] then
    answer[#answer + 1] = all[i]
    answer[#answer + 1] = all[i + 1]
  end
end
redis.call('HSET', KEYS[1], ARGV[1], string.format('%s %.0f %.0f %s %s', ARGV[2], now + ARGV[5], now, ARGV[4], ARGV[3]))
redis.call('EXPIRE', KEYS[1], 86400)
return answer
