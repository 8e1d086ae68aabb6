-- An update takes the next revision, or this in its place when the row has another revision than was read under the lock: a bug, which
-- fails the statement by itself with a SQLSTATE of its own, so that the commit can travel in the same round trip.

create function sale.refuse_stale_revision(present integer) returns integer language plpgsql as $$
begin
    raise exception 'the row has revision %, not the one that was read', present using errcode = 'NX001';
end
$$;
