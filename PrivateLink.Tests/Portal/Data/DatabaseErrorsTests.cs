using PrivateLink.Portal.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.Data;

public class DatabaseErrorsTests
{
    private const string Index = "IX_Tenants_NormalizedName";

    [Theory]
    [InlineData("Cannot insert duplicate key row in object 'dbo.Tenants' with unique index 'IX_Tenants_NormalizedName'. The duplicate key value is (GLOBEX).")]
    [InlineData("不能在具有唯一索引“IX_Tenants_NormalizedName”的对象“dbo.Tenants”中插入重复键的行。重复键值为 (GLOBEX)。")]
    [InlineData("Impossible d'insérer une ligne de clé en double dans l'objet « dbo.Tenants » avec l'index unique « IX_Tenants_NormalizedName ».")]
    [InlineData("IX_Tenants_NormalizedName")]
    public void Names_AnyLanguagesQuotes_IsFound(string message) => Assert.True(DatabaseErrors.Names(message, Index));

    [Theory]
    [InlineData("unique index 'IX_Tenants_NormalizedName_Region'")]
    [InlineData("unique index 'AIX_Tenants_NormalizedName'")]
    [InlineData("unique index 'IX_Tenants_NormalizedName2', not another")]
    [InlineData("")]
    public void Names_PartOfALongerName_IsNot(string message) => Assert.False(DatabaseErrors.Names(message, Index));

    [Theory]
    [InlineData(51_000, true)] // the trigger's own error
    [InlineData(229, true)] // DENY UPDATE ON AuditEntries
    [InlineData(208, false)] // no such table
    public void IsAppendOnly_TheTriggersRefusalOrADeniedRight(int number, bool refuses) => Assert.Equal(refuses, DatabaseErrors.IsAppendOnly(number));
}
