using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Texts;

/// <summary>
/// The texts that guide a user. Every title, purpose and button is in one list, so that a change of words is reviewed beside the others.
/// <c>scripts/texts.sh</c> prints all texts with their lines.
/// </summary>
public class ScreenTextTests
{
    [Fact]
    public void Screens_TitlesPurposesAndButtons_AreInTheList() =>
        Golden.Same("screens.txt", string.Concat(ScreenTexts.Collect().Where(text => text.Leads).Select(text => $"{text.File} {text.Kind}: {text.Text}\n")));

    [Fact]
    public void Screens_EveryText_CanBePrinted()
    {
        var texts = ScreenTexts.Collect();

        Assert.InRange(texts.Count, 1000, 20_000);
        if (Environment.GetEnvironmentVariable("PRIVATELINK_TEXTS") is { } file)
        {
            File.WriteAllLines(file, texts.Select(text => $"{text.File}:{text.Line}: {text.Kind}: {text.Text}"));
        }
    }
}
