using System.Net;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using NodaTime;
using TapoHive.Domain.Outlets;
using TapoHive.Protocol.Discovery;
using TapoHive.Protocol.Keys;
using TapoHive.Protocol.Klap;
using TapoHive.Protocol.Methods;
using TapoHive.Protocol.SecurePassthrough;
using TapoHive.Protocol.Sessions;

namespace TapoHive.Protocol.Tests;

/// <summary>Whatever arrives, no reader throws: pure noise, and real messages with a few bytes changed.</summary>
public sealed class GarbageTests
{
    private const string Everything = """
        {"error_code":0,"method":"multipleRequest","params":{"requests":[{"method":"a","params":{"x":1}}],"rsa_key":"-----BEGIN PUBLIC KEY-----\nMIGf\n-----END PUBLIC KEY-----","key":"k","request":"abcd","device_id":"c","requestData":{"method":"b"},"username":"u","password2":"p"},
         "result":{"device_type":"SMART.TAPOPLUG","device_model":"P110(UK)","mac":"00-00-5E-00-53-01","device_id":"\u00e4","owner":"ab","factory_default":0,"tpap":{"tls":0,"pake":[2,"x"],"port":80},
          "mgt_encrypt_schm":{"encrypt_type":"AES","http_port":80,"lv":2,"is_support_https":false},"encrypt_info":{"sym_schm":"AES","key":"AAAA","data":"AAAA"},
          "key":"AAAA","token":"t","response":"{\"error_code\":0}","responses":[{"method":"a","error_code":0,"result":{}}],"responseData":{"error_code":-1},
          "device_on":true,"on_time":5,"rssi":-45,"nickname":"S8O8Y2hlIDE=","overheat_status":"normal","position":1,"sum":3,
          "child_device_list":[{"device_id":"c","position":1,"device_on":1}],"child_component_list":[{"device_id":"c","component_list":[]}],"component_list":[{"id":"x","ver_code":1}],
          "timestamp":1705742730,"time_diff":60,"region":"Europe/Paris","current_power":1.5,"power_mw":"7","local_time":"2026-03-01 12:00:05","time_usage":{"today":1},
          "rule_list":[{"id":"C1","enable":true,"delay":300,"remain":5,"desired_states":{"on":true}}]}}
        """;

    private static readonly RsaKeyPair Key = RsaKeyPair.Generate(1024);

    [Property(MaxTest = 500)]
    public bool Noise_is_read_by_everyone_without_an_exception(byte[] noise) => ReadByEveryone(noise);

    [Property(MaxTest = 2000)]
    public Property A_damaged_message_is_read_by_everyone_without_an_exception()
    {
        var whole = Encoding.UTF8.GetBytes(Everything);
        var damage = from places in Gen.Choose(0, whole.Length - 1).ListOf(4)
                     from values in Gen.Choose(0, 255).ListOf(4)
                     from length in Gen.Choose(whole.Length / 2, whole.Length)
                     from cut in Gen.Elements(true, false, false, false)
                     select Damage(whole, places, values, cut ? length : whole.Length);
        return Prop.ForAll(damage.ToArbitrary(), ReadByEveryone);
    }

    [Property(MaxTest = 500)]
    public Property A_word_in_the_place_of_another_is_read_by_everyone_without_an_exception()
    {
        string[] words = ["null", "[]", "{}", "-1", "1e999", "\"\\ud800\"", "true", "\"\"", "99999999999999999999", "0.5", "[null]", "{\"\\ud800\":1}"];
        var starts = Enumerable.Range(0, Everything.Length).Where(static i => Everything[i] == ':' && Everything[i - 1] == '"').ToArray();
        var swap = from start in Gen.Elements(starts) from word in Gen.Elements(words) select Swap(start + 1, word);
        return Prop.ForAll(swap.ToArbitrary(), ReadByEveryone);
    }

    [Theory]
    [InlineData("{\"a\":1}")]
    [InlineData("{\"a\":1}\0\0")]
    [InlineData("{\"a\":1}\r\nmore")]
    [InlineData("{\"a\":1,} {")]
    public void What_follows_an_object_takes_nothing_from_it(string json) =>
        Assert.Equal(1, LooseJson.ParseObject(Encoding.UTF8.GetBytes(json))!.Value.GetProperty("a").GetInt32());

    [Theory]
    [InlineData("{\"a\":1 /* watts */}")]
    [InlineData("// of the kitchen\n{\"a\":1}")]
    [InlineData("{\"b\":[1,],\"a\":1,}")]
    public void Comments_and_commas_at_the_end_are_passed_over(string json) =>
        Assert.Equal(1, LooseJson.ParseObject(Encoding.UTF8.GetBytes(json))!.Value.GetProperty("a").GetInt32());

    [Fact]
    public void The_undamaged_message_is_one_that_everyone_finds_something_in()
    {
        var root = LooseJson.ParseObject(Encoding.UTF8.GetBytes(Everything));
        Assert.NotNull(root);
        Assert.NotNull(DiscoveryAnswer.Read(TdpDatagram.Reply(1, Encoding.UTF8.GetBytes(Everything)), Key)!.ToSighting(IPAddress.Loopback, default));
        Assert.True(MethodRequest.TryParse(Encoding.UTF8.GetBytes(Everything), out _));
        Assert.IsType<Domain.Readings.Countdown.Armed>(CountdownRule.Of(CountdownRule.Read(root.Value.GetProperty("result"))));
    }

    private static byte[] Damage(byte[] whole, IReadOnlyList<int> places, IReadOnlyList<int> values, int length)
    {
        var damaged = whole.ToArray();
        foreach (var (place, value) in places.Zip(values))
        {
            damaged[place] = (byte)value;
        }

        return damaged[..length];
    }

    private static byte[] Swap(int start, string word)
    {
        var depth = 0;
        var quoted = false;
        var end = start;
        for (; end < Everything.Length; end++)
        {
            var c = Everything[end];
            quoted ^= c == '"' && Everything[end - 1] != '\\';
            depth += quoted ? 0 : c is '{' or '[' ? 1 : c is '}' or ']' ? -1 : 0;
            if (!quoted && (depth < 0 || (depth == 0 && c == ',')))
            {
                break;
            }
        }

        return Encoding.UTF8.GetBytes(Everything[..start] + word + Everything[end..]);
    }

    private static bool ReadByEveryone(byte[] bytes)
    {
        using var klap = KlapCipher.Derive(new byte[16], new byte[16], new byte[32]);
        using var passthrough = PassthroughCipher.From(new byte[32]);
        using var handshake = KlapHandshake.Begin(KlapVersion.V2);
        var text = Encoding.UTF8.GetString(bytes);

        _ = DiscoveryProbe.TryRead(bytes, out _);
        _ = DiscoveryProbe.TryRead(TdpDatagram.Request(1, bytes), out _);
        _ = DiscoveryAnswer.Read(bytes, Key);
        _ = DiscoveryAnswer.Read(TdpDatagram.Reply(1, bytes), Key)?.ToSighting(IPAddress.Loopback, Instant.MinValue);
        _ = RsaPublicKey.TryParsePem(text, out _);
        _ = RsaPublicKey.TryParsePem($"-----BEGIN PUBLIC KEY-----\n{Convert.ToBase64String(bytes)}\n-----END PUBLIC KEY-----", out _);
        _ = SessionCookie.Parse([text]);
        _ = passthrough.TryOpen(text, out _);
        _ = passthrough.TryOpen(Convert.ToBase64String(bytes), out _);
        _ = klap.TryOpen(5, bytes, out _);
        _ = klap.TryOpenUnsigned(5, bytes, out _);
        _ = KlapDeviceHandshake.TryBegin(KlapVersion.V2, SetupCredentials.Blank, bytes, out _);
        _ = KlapHandshake.IsFirstReply(bytes) && handshake.TryMatch(bytes, SetupCredentials.Blank, out _);
        _ = PassthroughHandshake.TryReadRequest(bytes, out _);
        _ = PassthroughEnvelope.TryOpenRequest(passthrough, bytes, out _);
        if (MethodRequest.TryParse(bytes, out var request))
        {
            _ = request.Requests();
            _ = request.ChildRequest();
            _ = LoginDevice.Matches(request.Parameters, SetupCredentials.Blank);
        }

        if (MethodAnswer.TryParse(bytes, out var answer))
        {
            ReadResult(answer, passthrough);
        }

        return true;
    }

    private static void ReadResult(MethodAnswer answer, PassthroughCipher cipher)
    {
        var result = answer.Result;
        _ = ErrorMeaning.Of(answer.ErrorCode, CallStage.Request, "x");
        _ = answer.Answers();
        _ = answer.ChildAnswer();
        _ = PassthroughHandshake.TryAccept(result, Key, out _);
        _ = PassthroughEnvelope.TryOpenReply(cipher, answer, out _);
        _ = ReadingAssembly.OfSingle(DeviceInfo.Read(result));
        _ = ReadingAssembly.OfStrip(DeviceInfo.Read(result), ChildListPage.Read(result).Children);
        _ = ReadingAssembly.LayoutOf(ChildListPage.Read(result).Children);
        _ = ComponentList.Read(result);
        _ = ComponentList.ReadChildPage(result);
        _ = EnergyAnswers.Read(OutletSlot.Whole, result, result, result);
        _ = EnergyAnswers.ReadUsage(OutletSlot.Whole, result);
        _ = CountdownRule.Of(CountdownRule.Read(result));
        _ = DeviceTime.Read(result);
    }
}
