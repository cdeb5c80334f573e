using TapoHive.Network.Networks;

namespace TapoHive.Network;

public sealed class SkippingTests
{
    [Fact]
    public void Where_there_can_be_no_laboratory_a_sentence_says_why() => Assert.EndsWith(".", Lab.Obstacle ?? "There can be one.", StringComparison.Ordinal);
}
