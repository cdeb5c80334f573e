using TapoHive.Domain.HouseFiles;
using static TapoHive.Domain.Tests.HouseFiles.Reading;

namespace TapoHive.Domain.Tests.HouseFiles;

/// <summary>Whole files with many mistakes of the kind that people make: each is one problem on its own line, and nothing else is.</summary>
public class TwelveMistakesSpecs
{
    private const string InAHurry =
        """
        house {
          name = Hill Side                                                                  # wrong
          time-zone = "Europe/Lodnon"                                                       # wrong
          location { latitude = 51.48, longitude = 181 }                                    # wrong
          accounts.default { username = me@example.com, password { file = secrets/tapo } }  # wrong
          discovery { targets = [ brodcast, own-subnets ], every = 60s }                    # wrong
          press = folow                                                                     # wrong
          plugs {
            lamp   { mac = 00:00:5E:00:53:01, room = hall, tags = [ light ] }               # wrong
            Fan    { mac = "00-00-5E-00-53-02" }                                            # wrong
            heater { mca = "00-00-5E-00-53-03", room = bath }                               # wrong
            iron   { host = "192.168.1.300" }                                               # wrong
            kettle { mac = "00-00-5E-00-53-05", base = ON }                                 # wrong
            tv     { mac = "00-00-5E-00-53-06", tags = light media }                        # wrong
          }
        }
        """;

    private const string GrownOverTheYears =
        """
        house {
          name = flat
          accounts {
            default { username = "me@example.com", pasword { file = secrets/tapo } }        # wrong
            guests { username = "you@example.com", password = "hunter2" }                   # wrong
          }
          plugs {
            lamp { mac = "00-00-5E-00-53-01", room = hall, tags = [ light ] }
            lamp { room = bath }                                                            # wrong
            fan { mac = "00-00-5E-00-53-01" }                                               # wrong
            tv { mac = "00-00-5E-00-53-04", account = guest }                               # wrong
            desk { host = "192.0.2.31", outlets { monitor = 0, printer = 2 } }              # wrong
            heater { mac = "00-00-5E-00-53-06", protected = true }                          # wrong
          }
          scenes {
            evening { on = tag.lihgt }                                                      # wrong
            morning { on = lapm }                                                           # wrong
            night   { off = lamp and fan }                                                  # wrong
            movie   { steps = [ { off = tag.light }, { wiat = 2s } ] }                      # wrong
            party   { on = lamp, off = tag.light }                                          # wrong
            again   { steps = [ { scene = evning } ] }                                      # wrong
          }
        }
        """;

    private const string PastedFromElsewhere =
        """
        house {
          name: Villa,                                                                      # wrong
          "time-zone": "Europe/Paris",
          "accounts": { "default": { "username": "me@example.com", "password": { "env": "TAPO PASSWORD" } } },   # wrong
          "discovery": { "interval": 60s, "targets": [ "192.0.2.0-192.0.2.9" ] }            # wrong wrong
          room = ${rooms.hall}                                                              # wrong
          plugs: [ ]                                                                        # wrong
          scenes { all-off { off = all, on-failure = abort }                                # wrong
                   gone { steps = [] }                                                      # wrong
                   both { on = all and not all, steps = [ { wait = 1s } ] }                 # wrong
                   slow { steps = [ { on = all, within = 5 } ] }                            # wrong
                   later { steps = [ { wait = 2s, gap = 1s } ] }                            # wrong
                   loop { steps = [ { scene = loop } ] } }                                  # wrong
        }
        """;

    public static TheoryData<string> Files => [InAHurry, GrownOverTheYears, PastedFromElsewhere];

    [Theory]
    [MemberData(nameof(Files))]
    public void Each_mistake_is_one_problem_on_its_line(string text)
    {
        var expected = text.Split('\n').Index().SelectMany(line => Enumerable.Repeat(line.Index + 1, line.Item.Split('#')[^1].Split("wrong").Length - 1)).ToList();

        var result = Read(text);

        Assert.True(expected.Count >= 12);
        Assert.True(expected.SequenceEqual(result.Problems.Select(problem => problem.Line)), string.Join('\n', result.Problems));
        Assert.All(result.Problems, problem => Assert.True(problem.Hint is { Length: > 0 } && problem.Key.Length > 0, problem.ToString()));
        Assert.Null(result.Definition);
    }

    [Fact]
    public void A_name_that_a_found_plug_would_get_is_no_slip()
    {
        var result = Read(HouseWith("plugs { lamp { mac = \"00-00-5E-00-53-01\" } }\nscenes { night { off = [ lamp-2, kettle ] } }"));

        Assert.False(result.HasErrors);
        Assert.Equal(["no plug or outlet 'lamp-2'", "no plug or outlet 'kettle'"], result.Problems.Select(problem => problem.Message));
    }

    [Fact]
    public void Mistakes_in_included_files_and_tables_stand_in_those_files()
    {
        const string Text =
            """
            secret-place = secrets/tapo
            house {
              name = villa
              time-zone = Paris
              accounts.default { username = "me@example.com", password { file = ${secret-place} } }
              discovery { every = ${pause} }
              include "more.conf"
              plugs { include "plugs.csv" }
              scenes { night { off = all, on-failure = abort } }
            }
            """;
        const string More =
            """
            plugs { lamp { rooms = hall } }
            press = always
            location { latitude = north, longitude = 0 }
            """;
        const string Table =
            """
            name,mac,room,tags,base
            lamp,00-00-5E-00-53-01,hall,light,
            fan,00-00-5E-00-53,hall,light,
            tv,00-00-5E-00-53-03,Living Room,,
            iron,00-00-5E-00-53-01,,heat,
            kettle,00-00-5E-00-53-05,,heat,dim
            kettle,00-00-5E-00-53-06,,,
            ,00-00-5E-00-53-07,,,
            """;

        var result = Read(Text, Options(("/houses/more.conf", More), ("/houses/plugs.csv", Table)));

        Assert.Equal(
            "hillside.conf:4 hillside.conf:6 hillside.conf:9 more.conf:1 more.conf:2 more.conf:3 plugs.csv:3 plugs.csv:4 plugs.csv:5 plugs.csv:6 plugs.csv:7 plugs.csv:8",
            string.Join(' ', result.Problems.Select(problem => $"{Path.GetFileName(problem.File)}:{problem.Line}")));
    }

    [Fact]
    public void Two_thousand_plugs_of_a_table_are_as_good_as_listed_and_two_wrong_ones_are_found()
    {
        var rows = Enumerable.Range(1, 2_000).Select(i => $"plug-{i},00-00-5E-01-{i >> 8:X2}-{i & 255:X2},room-{i % 40},light;heat").ToList();
        string Table() => "name,mac,room,tags\n" + string.Join('\n', rows);
        const string House = $$"""house { {{Account}}, plugs { include "plugs.csv", plug-7 { base = on } }, scenes.dark { off = room.room-7 } }""";

        var right = Read(House, Options(("/houses/plugs.csv", Table())));
        rows[1_233] = "plug-1234,00-00-5E-01-00-01,hall,light";
        rows[1_999] += ",more";
        var wrong = Read(House, Options(("/houses/plugs.csv", Table())));

        Assert.Empty(right.Problems);
        Assert.Equal(2_000, right.Definition!.Plugs.Length);
        Assert.Equal(["light", "heat"], right.Definition.Plugs.Single(plug => plug.Name.Value == "plug-7").Tags);
        Assert.Equal(
            ["plugs.csv:1235: plug 'plug-1234' has the same mac as plug 'plug-1' on line 2", "plugs.csv:2001: this row has 5 cells, and the table 4 columns"],
            wrong.Problems.Select(problem => $"{Path.GetFileName(problem.File)}:{problem.Line}: {problem.Message}"));
    }

    [Fact]
    public void A_table_that_is_broken_anywhere_says_so_at_that_row_or_still_reads()
    {
        string[] rows =
        [
            "name,mac,room,tags,outlets.a,base", "lamp,00-00-5E-00-53-01,hall,light,,on", "\"fan\",00-00-5E-00-53-02,\"hall\",\"light, heat\",,", "desk,00-00-5E-00-53-03,office,,1,off",
        ];
        var wrong = new List<string>();
        for (var line = 0; line < rows.Length; line++)
        {
            foreach (var (intruder, at) in from intruder in (string[])["", "\"", ",", "\n", ";", ".", "é", "\0", "  "] from at in Enumerable.Range(0, rows[line].Length) select (intruder, at))
            {
                var broken = rows[line][..at] + intruder + rows[line][(at + 1)..];
                var table = string.Join('\n', rows.Select((row, i) => i == line ? broken : row));
                var result = Read($"house {{ {Account}, plugs {{ include \"plugs.csv\" }} }}", Options(("/houses/plugs.csv", table)));
                var first = result.Problems.FirstOrDefault();
                if (first is not null && line > 0 && !result.Problems.Any(problem => Math.Abs(problem.Line - (line + 1)) <= 1 && problem.File.EndsWith(".csv", StringComparison.Ordinal)))
                {
                    wrong.Add($"row {line + 1} '{broken}': {first}");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }
}
