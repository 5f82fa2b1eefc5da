using System.Text.RegularExpressions;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Texts;

/// <summary>
/// The texts that guide a user. Every title, purpose and button is in one list, so that a change of words is reviewed beside the others.
/// <c>scripts/texts.sh</c> prints all texts with their lines.
/// </summary>
public partial class ScreenTextTests
{
    /// <summary>Buttons with which a person tells the portal what they did.</summary>
    private static readonly string[] Answers = ["I created the endpoint: continue", "I saved the codes: continue"];

    [Fact]
    public void Screens_TitlesPurposesAndButtons_AreInTheList() =>
        Golden.Same("screens.txt", string.Concat(ScreenTexts.Collect().Where(text => text.Leads).Select(text => $"{text.File} {text.Kind}: {text.Text}\n")));

    /// <summary>A button is a verb and its noun, without an article: "Add service", like the buttons beside it.</summary>
    [Fact]
    public void Screens_EveryButton_HasNoArticle() => Assert.Empty(
        from text in ScreenTexts.Collect()
        where text.Kind == "button" && !Answers.Contains(text.Text) && Article().IsMatch(text.Text)
        select $"{text.File}:{text.Line}: \"{text.Text}\" is not a verb and a noun: remove the article, and name what the button changes");

    [Theory]
    [InlineData("Add a service", true)]
    [InlineData("Keep it", true)]
    [InlineData("Go to the overview", true)]
    [InlineData("Add service", false)]
    [InlineData("Roll back revision …", false)]
    [InlineData("Mark as allowed", false)]
    public void Article_OfAButton_IsFound(string button, bool isFound) => Assert.Equal(isFound, Article().IsMatch(button));

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

    [GeneratedRegex(@"\b(?:an?|the|it|this|that|them)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Article();
}
