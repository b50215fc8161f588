-- Gives each column of a table the room that its text asks for. Word does so by itself, other word processors make all columns equal.

-- How many letters a line has room for.
local LINE = 72

local function length(text)
  return utf8.len(text) or #text
end

function Table(table)
  -- What a column needs so that no word is broken, and what it asks for beside, so that no line is.
  local need, more = {}, {}
  local function see(rows)
    for _, row in ipairs(rows) do
      for number, cell in ipairs(row.cells) do
        local text, word = pandoc.utils.stringify(cell.contents), 0
        for one in text:gmatch("%S+") do
          word = math.max(word, length(one))
        end
        need[number] = math.max(need[number] or 0, math.min(word, 24) + 3)
        more[number] = math.max(more[number] or 0, math.min(length(text), 60) + 2)
      end
    end
  end
  see(table.head.rows)
  for _, body in ipairs(table.bodies) do
    see(body.body)
  end
  local needed, asked = 0, 0
  for number = 1, #need do
    more[number] = math.max(more[number] - need[number], 0)
    needed, asked = needed + need[number], asked + more[number]
  end
  local share = math.min(math.max(LINE - needed, 0) / math.max(asked, 1), 1)
  for number, spec in ipairs(table.colspecs) do
    table.colspecs[number] = { spec[1], (need[number] + share * more[number]) / math.max(LINE, needed) }
  end
  return table
end
