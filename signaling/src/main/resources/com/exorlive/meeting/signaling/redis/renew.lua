-- Extends one room's lease, and writes again what a failover or a restart has lost of it. Begins with
-- master.lua and memory.lua.
-- ARGV node incarnation epoch leaseMs expiresAtSeconds bornAtMs host invitee unbroken graceMs firstMs
local room = redis.call('HMGET', KEYS[1], 'epoch', 'owner', 'incarnation', 'HOST', 'INVITEE')
local epoch = tonumber(room[1])
local mine = tonumber(ARGV[3])
local isSame = epoch == mine and room[2] == ARGV[1] and room[3] == ARGV[2]
if not isSame then
  -- Gone, or as it was before: what this node was promised has been lost. Where another node may
  -- have been promised more, it is let go.
  local isLost = not epoch or epoch < mine
  local isEarly = not epoch and age <= tonumber(ARGV[10])
  if not isLost or not (ARGV[9] == '1' or isEarly or isYoung(now, ARGV[4])) then
    return {'lost'}
  end
  if isEarly and age < tonumber(ARGV[11]) then
    -- First the tombstones that other nodes still have must be back.
    return {'wait'}
  end
  mine = math.max(mine + 1, now)
  redis.call('HSET', KEYS[1], 'epoch', whole(mine), 'owner', ARGV[1], 'incarnation', ARGV[2], 'bornAt', ARGV[6])
  redis.call('EXPIREAT', KEYS[1], ARGV[5])
end
redis.call('HSET', KEYS[1], 'leaseUntil', whole(now + ARGV[4]))
if ARGV[7] ~= '' and room[4] ~= ARGV[7] then
  redis.call('HSET', KEYS[1], 'HOST', ARGV[7])
end
if ARGV[8] ~= '' and room[5] ~= ARGV[8] then
  redis.call('HSET', KEYS[1], 'INVITEE', ARGV[8])
end
return {'held', mine}
