# One line of words for each field of a chain's line that the format's table ($table)
# does not allow. Rule V2, in jq.
def is($kind):
  if $kind == "text" then type == "string" and . != ""
  elif $kind == "digest" then type == "string" and test("\\A[0-9a-f]{64}\\z")
  elif $kind == "digests" then type == "array" and all(.[]; is("digest"))
  elif $kind == "name" then type == "string" and test("\\A[A-Za-z0-9][A-Za-z0-9._-]{0,63}\\z")
  elif $kind == "moment" then type == "string" and test("\\A[1-9]") and
    ((try (fromdateiso8601 | todateiso8601) catch "") == .)
  elif $kind == "integer" then type == "number"
  elif $kind == "flag" then type == "boolean"
  elif $kind == "list" then type == "array"
  else type == "object" end;
def fits($shape): type == "string" and test($shape);
def item($fields):
  if type != "object" or keys != $fields then "an item has other fields"
  else
    (select(.sha256 | is("digest") | not) | "an item has no SHA-256"),
    (select(has("size")) | .size | select(type != "number" or . < 0) | "an item has no size"),
    ({role, media} | to_entries[] | select(.key != "media" or ($fields | index("media")))
      | select(.value | is("text") | not) | "an item has no \(.key)")
  end;
def problems($t):
  if type != "object" then "it is no object"
  else
    (select(keys != $t.envelope) | "other fields than \($t.envelope)"),
    (select(.v != 1) | "another version"),
    (select(.prev | fits("\\A[0-9a-f]{64}\\z") | not) | "prev"),
    (select(.case | fits("\\A[0-9a-f]{32}\\z") | not) | "case"),
    (select(.time | is("moment") | not) | "time"),
    (select(.actor | is("name") | not) | "actor"),
    (select(.role as $r | $t.roles | index($r) | not) | "role"),
    (select(.tool | type != "object" or keys != $t.tool) | "tool"),
    (if (.in | type) == "array" then .in[] | item($t.in) else "in is no list" end),
    (if (.out | type) == "array" then .out[] | item($t.out) else "out is no list" end),
    (if (.action | type) != "string" or (.action as $a | $t.actions | has($a) | not) then "action"
     elif (.body | type) != "object" then "body is no object"
     else $t.actions[.action] as $fields | .body as $body
       | ($body | keys[] | select($fields[.] | not) | "body.\(.) is not known"),
         ($fields | to_entries[] | .key as $name | .value as [$kind, $needed]
           | if $body | has($name) then
               select($body[$name] | is($kind) | not) | "body.\($name) is no \($kind)"
             else select($needed) | "body lacks \($name)" end)
     end)
  end;
$table[0] as $t | problems($t) as $words | "line \(input_line_number): \($words)"
