using System.Text;
using PrivateLink.Engine.Connections;
using Xunit;

namespace PrivateLink.Tests.Engine.Connections;

/// <summary>Untrusted bytes for logs and screens.</summary>
public class WireTextTests
{
    /// <summary>Two different texts never look the same, because the escape character itself is escaped.</summary>
    [Theory]
    [InlineData("megacorp.my-saas.io", "megacorp.my-saas.io")]
    [InlineData(@"a\x0ab", @"a\\x0ab")]
    [InlineData("a\nb", @"a\x0ab")]
    [InlineData("a b", "a b")]
    [InlineData("\u001b[2J", @"\x1b[2J")]
    [InlineData("ü", @"\xc3\xbc")]
    public void Escape_AnyText_ShowsWhatItIs(string text, string shown) => Assert.Equal(shown, WireText.Escape(Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData(255, 255)]
    [InlineData(256, 256)]
    [InlineData(5_000, 256)]
    public void Escape_LongText_IsCutAndSaysSo(int length, int shown)
    {
        var text = WireText.Escape(Encoding.ASCII.GetBytes(new string('a', length)));

        Assert.Equal((shown, length > 255), (text.Length, text.EndsWith('…')));
    }
}
