using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PrivateLink.Portal.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class CompanySwitches : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "SwitchedOffByCompany",
                table: "Resources",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "SwitchedOffByCompany",
                table: "PrivateEndpoints",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "SwitchedOffByCompany",
                table: "AllowedLinks",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            // Who switched these off was not kept. What is off stays off until the company says otherwise.
            migrationBuilder.Sql("""UPDATE "Resources" SET "SwitchedOffByCompany" = 1 WHERE "Enabled" = 0;""");
            migrationBuilder.Sql("""UPDATE "PrivateEndpoints" SET "SwitchedOffByCompany" = 1 WHERE "Enabled" = 0;""");
            migrationBuilder.Sql("""UPDATE "AllowedLinks" SET "SwitchedOffByCompany" = 1 WHERE "Enabled" = 0;""");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "SwitchedOffByCompany",
                table: "Resources");

            migrationBuilder.DropColumn(
                name: "SwitchedOffByCompany",
                table: "PrivateEndpoints");

            migrationBuilder.DropColumn(
                name: "SwitchedOffByCompany",
                table: "AllowedLinks");
        }
    }
}
