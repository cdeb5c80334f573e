namespace TapoHive.Hocon.Tests;

/// <summary>A file such as people write.</summary>
internal static class HouseFile
{
    public const string Text =
        """
        # A house on the hill
        house {
          name = hillside
          time-zone = "Europe/London"
          location { latitude = 51.48, longitude = -0.61 }

          accounts.default { username = "me@example.com", password { file = secrets/tapo } }

          discovery {
            targets = [ broadcast, own-subnets, "192.0.2.0/24" ]   // the first two are the default
            every   = 60s
            adopt   = auto
          }

          plugs {
            lamp    { mac = 00-00-5E-00-53-01, room = hall, tags = [ light ] }
            fridge  { mac = "00-00-5E-00-53-02", protect = true, base = on }
            heater  { room = bath, tags = [ heat ], safety { max-on = 2h } }
            desk {
              host = 192.0.2.31
              outlets { monitor = 1, printer = 2, strip-light { index = 3, tags = [ light ] } }
            }
          }

          scenes {
            evening  { on = tag.light and not room.office, off = heater }
            all-off  { off = all and not router }
            movie {
              steps = [
                { off = room.living and tag.light, within = 5s }
                { wait = 2s }
                { on = [ tv, amp ], gap = 1s }
              ]
              on-failure = continue
            }
          }

          schedules {
            dusk     { at = 20m before sunset, scene = evening }
            bedtime  { at = "23:30", days = [ mon-thu, sun ], scene = all-off, grace = 30m }
            cleaning { cron = "0 0 7 ? * MON-FRI", scene = all-on, skip = holidays }
            iron     { every = 4h, off = iron }
          }

          calendars.holidays { dates = [ "2026-12-25", "2027-01-01" ] }
        }

        """;

    /// <summary>What a slip of the hand puts into a file, and what means something to a reader.</summary>
    public static readonly string[] Noise =
    [
        "{", "}", "[", "]", "(", ")", ",", ",,", "=", ":", "+=", "+", "\"", "\"\"\"", "\\", "\\u12", "$", "${", "${?", "${a}", "${?a.b}",
        "#", "//", "\n", "\r\n", "\t", " ", ".", "..", "a", "a.b", "1", "-", "1e", "true", "null", "include ", "include \"x\"", "include required(", "@", "*", "\0",
        "\ufeff", "\u00a0", "\ud83d", "é", "a = 1\n", "a = ${a}\n", "a += 1\n", "a { b = ${a} }\n", "b = ${a} [1]\n", "b = ${a} { x = ${b} }\n", "a = 2 ${?b}\n",
    ];
}
