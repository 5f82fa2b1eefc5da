using System.Text.RegularExpressions;
using Xunit;

namespace PrivateLink.Tests.Architecture;

/// <summary>After a refused save, every form gives the focus to its first field with an error.</summary>
public partial class RefusedSaveTests
{
    [Fact]
    public void Forms_WithFieldErrorsOfASave_FocusTheFirstOne() =>
        Assert.Empty(ElementKeyTests.Components().Select(file => (Name: Path.GetFileName(file), Text: File.ReadAllText(file)))
            .Where(form => Marks().IsMatch(form.Text) && !Focuses().IsMatch(form.Text)).Select(form => form.Name));

    /// <summary>The form has the result of its saves, and marks fields with it.</summary>
    [GeneratedRegex(@"_save\.(Has|ErrorOf|Errors)\b|\bSave\.ErrorOf\b|Error=""@\(?_error\b")]
    private static partial Regex Marks();

    [GeneratedRegex("<(FirstError|SaveNotice|ReasonField) ")]
    private static partial Regex Focuses();
}
