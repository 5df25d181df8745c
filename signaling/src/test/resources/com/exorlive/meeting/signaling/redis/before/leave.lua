-- A node goes away for good.
-- KEYS nodes
-- ARGV node incarnation
local mine = redis.call('HGET', KEYS[1], ARGV[1])
if mine and string.match(mine, '^(%S+)') == ARGV[2] then
  redis.call('HDEL', KEYS[1], ARGV[1])
end
return {'left'}
