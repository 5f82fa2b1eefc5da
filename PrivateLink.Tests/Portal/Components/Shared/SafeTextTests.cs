using PrivateLink.Portal.Components.Shared;
using Xunit;

namespace PrivateLink.Tests.Portal.Components.Shared;

public class SafeTextTests
{
    [Theory]
    [InlineData("megacorp.my-saas.io", "megacorp.my-saas.io")]
    [InlineData("<script>", "<script>")]
    [InlineData("mega\u202Eproc", "mega\\u{202e}proc")]
    [InlineData("a\u200Bb", "a\\u{200b}b")]
    [InlineData("a\r\nb", "a\\u{d}\\u{a}b")]
    [InlineData("münchen.example", "münchen.example")]
    public void Of_Text_KeepsWhatIsHarmlessAndNamesTheRest(string text, string shown) => Assert.Equal(shown, SafeText.Of(text));

    [Fact]
    public void Of_LongText_EndsWithAnEllipsis()
    {
        var shown = SafeText.Of(new string('a', 1000));

        Assert.Equal(256, shown.Length);
        Assert.EndsWith("…", shown, StringComparison.Ordinal);
    }
}
